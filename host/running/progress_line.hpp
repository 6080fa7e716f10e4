/// \file
/// Progress for people, on standard error.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "host/results/target.hpp"
#include "host/running/run_plan.hpp"

namespace liq::running {

/// The estimate that a progress line shows.
struct ShownEstimate {
    std::string name;  ///< "race_113k_93k.up"
    std::function<results::RunningEstimate(Totals const&)> estimate;
    double target = 0;  ///< of the standard error; 0: none
};

/// One line that is redrawn on a terminal; elsewhere a line every ten seconds.
class ProgressLine {
  public:
    enum class Style { none, redrawn, now_and_then };

    explicit ProgressLine(Style style, ShownEstimate estimate = {});
    ~ProgressLine();  ///< clears the line
    ProgressLine(ProgressLine const&) = delete;
    ProgressLine& operator=(ProgressLine const&) = delete;

    void show(Progress const& progress);

    /// Shows a text that fits into so many columns, if it is time for one.
    void draw(std::function<std::string(std::size_t columns)> const& text);

  private:
    Style style_;
    ShownEstimate estimate_;
    std::chrono::steady_clock::time_point next_;
    bool drawn_ = false;
};

/// What a progress line says: share done, paths, rate, time left, running estimate with its error.
/// With a target, share and time left are of the paths that its error is likely to need. Rate and
/// paths are left out, in this order, where it would not fit into so many columns.
std::string progress_text(Progress const& progress, ShownEstimate const& shown,
                          std::size_t columns = 1000);

}  // namespace liq::running
