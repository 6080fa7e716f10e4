/// \file
/// A report: what one call of the program found out, and which program, when and where.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/results/findings.hpp"

namespace liq {

/// The layout of report files; a newer major version is refused.
inline constexpr int report_schema_major = 1;
inline constexpr int report_schema_minor = 0;
inline constexpr char const* report_filetype = "liqcascade-report";

/// One run and the market that it used. A report read back from a file has no market in memory;
/// the file keeps its copy, laid out as a snapshot.
struct ReportedRun {
    RunFindings findings;
    std::shared_ptr<Market const> market;
};

struct Report {
    std::string program = "liqcascade";
    std::string version;
    std::string git_revision;
    std::string created;  ///< ISO 8601 UTC; volatile
    std::string host;     ///< name of the machine; volatile
    std::vector<ReportedRun> runs;

    /// Whether every run simulated all the paths it was asked for.
    [[nodiscard]] bool complete() const {
        for (auto const& run : runs)
            if (!run.findings.complete) return false;
        return true;
    }
};

/// A report of this program, on this machine, now, without runs.
Report empty_report();

/// Writes a report as HDF5 (interface.md, Report), atomically. `reproducible` leaves out what
/// differs between two equal runs: time, host, backend, device, threads and warnings that depend
/// on the date; equal findings then give equal bytes.
/// Errors: Exit::no_file if the file cannot be written.
void write_report(std::filesystem::path const& file, Report const& report, bool reproducible);

/// Reads a report back, all but the market's copy. What a reproducible report leaves out is empty.
/// Errors: Exit::no_file if it cannot be read; Exit::bad_input if it is not a report, is cut short,
/// has a newer layout or inconsistent shapes; the message names file and object.
Report read_report(std::filesystem::path const& file);

}  // namespace liq
