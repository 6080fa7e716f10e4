/// \file
/// Reports as HDF5 files (host/interface.md, Report).
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "host/findings/report.hpp"
#include "host/storage/writer.hpp"

namespace liq::report {

/// Writes a report, atomically. `reproducible` leaves out what differs between two equal runs:
/// time, host, backend, device, threads and warnings that depend on the date; equal findings then
/// give equal bytes. Errors: Exit::no_file if the file cannot be written.
void write_report(std::filesystem::path const& file, findings::Report const& report,
                  bool reproducible);

/// A report under construction, run by run, so that nobody has to keep the findings of all.
class ReportWriter {
  public:
    /// \param reproducible  as in `write_report`
    explicit ReportWriter(bool reproducible);

    /// Writes the next run, which stays as it is.
    void add(findings::ReportedRun& run);

    /// Writes what is about all runs. \param report  has all that were added; it may lack their
    /// details (findings::drop_details)
    [[nodiscard]] storage::Writer finish(findings::Report const& report);

  private:
    storage::Writer writer_;
    bool reproducible_;
    std::size_t n_runs_ = 0;
    std::map<std::string, std::string> copies_;  ///< of markets, by SHA-256: runs share them
};

/// That file, with everything in it.
storage::Writer report_file(findings::Report const& report, bool reproducible);

/// The bytes of that file.
std::vector<std::byte> report_bytes(findings::Report const& report, bool reproducible);

}  // namespace liq::report
