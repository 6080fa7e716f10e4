/// \file
/// Which runs of a batch a page shows in detail.
#pragma once

#include <cstddef>
#include <map>

#include "host/findings/report.hpp"

namespace liq::page {

/// The most runs in detail on one page.
inline constexpr std::size_t most_in_detail = 20;

/// How bad a run is: first by its worst limit (3 breach, 2 uncertain, 1 warn, 0 ok or none), then
/// by the expected shortfall of its drawdown, ES99. Runs without paths come last: they have
/// nothing to show but why.
struct Badness {
    int limit = -1;
    double drawdown = 0;

    auto operator<=>(Badness const&) const = default;
};
Badness badness_of(findings::RunFindings const& run);

/// Keeps the worst runs of a batch as they come by, with their details; of equals the first.
class WorstRuns {
  public:
    /// \param index  of the run in its report
    void add(std::size_t index, findings::RunFindings const& run);

    /// In the order of the report.
    [[nodiscard]] std::map<std::size_t, findings::RunFindings> const& runs() const { return runs_; }

  private:
    std::map<std::size_t, findings::RunFindings> runs_;
};

}  // namespace liq::page
