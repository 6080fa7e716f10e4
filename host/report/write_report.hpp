/// \file
/// Reports as HDF5 files (host/interface.md, Report).
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "host/findings/report.hpp"
#include "host/storage/new_file.hpp"
#include "host/storage/writer.hpp"

namespace liq::report {

/// A report under construction, run by run, so that nobody has to keep the findings of all.
class ReportWriter {
  public:
    /// \param writer        of an empty file; outlives this
    /// \param reproducible  leaves out what differs between two equal runs: time, host, backend,
    ///                      device, threads and warnings that depend on the date; equal findings
    ///                      then give equal bytes
    ReportWriter(storage::Writer& writer, bool reproducible);

    /// Writes the next run, which stays as it is.
    void add(findings::ReportedRun& run);

    /// Writes what is about all runs. \param report  has all that were added; it may lack their
    /// details (findings::drop_details)
    void finish(findings::Report const& report);

  private:
    storage::Writer& writer_;
    bool reproducible_;
    std::size_t n_runs_ = 0;
    std::map<std::string, std::string> copies_;  ///< of markets, by SHA-256: runs share them
};

/// A report file that grows run by run on the disk, and replaces the one before when it is whole.
/// Every member throws Error(Exit::no_file) where the disk does not take it.
class ReportFile {
  public:
    ReportFile(std::filesystem::path const& file, bool reproducible);

    void add(findings::ReportedRun& run) { report_.add(run); }
    /// \param report  as in `ReportWriter::finish`
    /// \param stop    asked now and then whether to give up
    /// \returns false if it gave up: the file before, if there was one, stays
    bool publish(
        findings::Report const& report, std::function<bool()> const& stop = [] { return false; });

  private:
    storage::NewFile file_;
    storage::Writer writer_;
    ReportWriter report_;
};

/// The objects of a report, in the order in which they are written.
std::vector<storage::Written> report_objects(findings::Report const& report, bool reproducible);

}  // namespace liq::report
