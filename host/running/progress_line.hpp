/// \file
/// The progress of a simulation, shown to people on standard error.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "host/results/target.hpp"
#include "host/running/run_plan.hpp"

namespace liq::running {

/// Which estimate a progress line shows.
struct ShownEstimate {
    std::string name;  ///< "race_113k_93k.up"
    std::function<results::RunningEstimate(Totals const&)> estimate;
    double target = 0;  ///< of its standard error; 0: there is no target
};

/// One line that is redrawn on a terminal; where there is no terminal, a new line every ten
/// seconds.
class ProgressLine {
  public:
    enum class Style { none, redrawn, now_and_then };

    explicit ProgressLine(Style style, ShownEstimate estimate = {});
    ~ProgressLine();  ///< clears the line
    ProgressLine(ProgressLine const&) = delete;
    ProgressLine& operator=(ProgressLine const&) = delete;

    void show(Progress const& progress);

    /// Whether enough time has passed since the last text.
    [[nodiscard]] bool is_due() const;

    /// Shows a text, if enough time has passed since the last one.
    /// \param text  gives a text of at most so many columns; it is called only if it is shown
    void draw(std::function<std::string(std::size_t columns)> const& text);

  private:
    Style style_;
    ShownEstimate estimate_;
    std::chrono::steady_clock::time_point next_;
    bool drawn_ = false;
};

/// The text of a progress line: share done, paths, rate, time left, running estimate with its
/// error. With a target, share and time left refer to the paths that it will probably need. Where
/// the text would not fit into `columns`, first the rate and then the paths are left out.
std::string progress_text(Progress const& progress, ShownEstimate const& shown,
                          std::size_t columns = 1000);

}  // namespace liq::running
