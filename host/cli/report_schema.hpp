/// \file
/// The layout of reports, machine readable.
#pragma once

#include <string>

namespace liq::cli {

/// JSON text: every dataset and attribute that a report can have, with its type, axes, unit and
/// meaning, whether it is optional (only where a run has it) and whether it is volatile (left out
/// of reproducible reports). Listed from reports that are made for it, so that it cannot differ
/// from what is written.
std::string report_schema();

}  // namespace liq::cli
