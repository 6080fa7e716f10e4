/// \file
/// Reads reports from HDF5 files.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "host/findings/report.hpp"

namespace liq::report {

/// A report with everything but the copies of markets and, where there are several runs, their
/// details (findings::drop_details). What a reproducible report leaves out is empty or not known.
/// Errors: Exit::no_file if the file cannot be read; Exit::bad_input if it is not a report, has no
/// such run, is cut short, has a newer layout or shapes that do not fit; the message names file and
/// object.
/// \param run   only this one, as typed, counted from 0; none: all
/// \param look  called with each run and its index among those that are read, with its details
findings::Report read_report(
    std::filesystem::path const& file, std::optional<std::string> const& run = {},
    std::function<void(std::size_t, findings::RunFindings const&)> const& look = {});

}  // namespace liq::report
