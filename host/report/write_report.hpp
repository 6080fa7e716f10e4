/// \file
/// Reports as HDF5 files (host/interface.md, Report).
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "host/findings/report.hpp"
#include "host/storage/writer.hpp"

namespace liq::report {

/// Writes a report, atomically. `reproducible` leaves out what differs between two equal runs:
/// time, host, backend, device, threads and warnings that depend on the date; equal findings then
/// give equal bytes. Errors: Exit::no_file if the file cannot be written.
void write_report(std::filesystem::path const& file, findings::Report const& report,
                  bool reproducible);

/// That file, with everything in it.
storage::Writer report_file(findings::Report const& report, bool reproducible);

/// The bytes of that file.
std::vector<std::byte> report_bytes(findings::Report const& report, bool reproducible);

}  // namespace liq::report
