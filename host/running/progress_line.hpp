/// \file
/// Progress for people, on standard error.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "host/running/run_plan.hpp"

namespace liq {

/// One line that is redrawn on a terminal; elsewhere a line every ten seconds.
class ProgressLine {
  public:
    enum class Style { none, redrawn, now_and_then };

    /// \param estimate  what the running estimate is of, "race_113k_93k.up"
    ProgressLine(Style style, std::string estimate);
    ~ProgressLine();  ///< clears the line
    ProgressLine(ProgressLine const&) = delete;
    ProgressLine& operator=(ProgressLine const&) = delete;

    void show(Progress const& progress);

  private:
    Style style_;
    std::string estimate_;
    std::chrono::steady_clock::time_point next_;
    bool drawn_ = false;
};

/// What a progress line says: share done, paths, rate, time left, running estimate with its error.
/// Rate and paths are left out, in this order, where it would not fit into so many columns.
std::string progress_text(Progress const& progress, std::string const& estimate,
                          std::size_t columns = 1000);

}  // namespace liq
