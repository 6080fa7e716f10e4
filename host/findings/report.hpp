/// \file
/// A report: what one call of the program found out, and which program, when and where.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"

namespace liq::findings {

/// The layout of report files; a newer major version is refused.
inline constexpr int report_schema_major = 1;
inline constexpr int report_schema_minor = 4;
inline constexpr char const* report_filetype = "liqcascade-report";

/// One run and the market that it used. A report read back from a file has no market in memory;
/// the file keeps its copy, laid out as a snapshot.
struct ReportedRun {
    RunFindings findings;
    std::shared_ptr<market::Market const> market;
};

struct Report {
    std::string program = "liqcascade";
    std::string version;
    std::string revision;  ///< of git
    std::string created;   ///< ISO 8601 UTC; volatile
    std::string host;      ///< name of the machine; volatile
    std::vector<ReportedRun> runs;

    /// Whether every run simulated all the paths it was asked for.
    [[nodiscard]] bool complete() const {
        return std::ranges::all_of(runs, [](auto const& run) { return run.findings.complete; });
    }
};

}  // namespace liq::findings
