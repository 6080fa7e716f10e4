/// \file
/// A report: the results of one call of the program, with its version, the time and the machine.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"

namespace liq::findings {

/// The version of the layout of report files. A newer major version is refused.
inline constexpr int report_schema_major = 1;
inline constexpr int report_schema_minor = 8;
inline constexpr char const* report_filetype = "liqcascade-report";

/// One run and the market that it used. `market` is null for a report that was read from a file;
/// the file has a copy of the market, with the layout of a snapshot.
struct ReportedRun {
    RunFindings findings;
    std::shared_ptr<market::Market const> market;
};

/// A volatile member may differ between two calls of the program with the same input.
struct Report {
    std::string program = "liqcascade";
    std::string version;
    std::string revision;  ///< git revision
    std::string created;   ///< ISO 8601 UTC; volatile
    std::string host;      ///< name of the machine; volatile
    std::vector<ReportedRun> runs;

    /// Whether every run is complete, see `RunFindings::complete`.
    [[nodiscard]] bool complete() const {
        return std::ranges::all_of(runs, [](auto const& run) { return run.findings.complete; });
    }
};

}  // namespace liq::findings
