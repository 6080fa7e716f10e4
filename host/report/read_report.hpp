/// \file
/// Reads reports from HDF5 files.
#pragma once

#include <filesystem>

#include "host/findings/report.hpp"

namespace liq::report {

/// A report with everything but the copies of markets. What a reproducible report leaves out is
/// empty or not known. Errors: Exit::no_file if the file cannot be read; Exit::bad_input if it is
/// not a report, is cut short, has a newer layout or shapes that do not fit; the message names file
/// and object.
findings::Report read_report(std::filesystem::path const& file);

}  // namespace liq::report
