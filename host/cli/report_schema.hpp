/// \file
/// The layout of reports for machines.
#pragma once

#include <string>

namespace liq::cli {

/// A JSON text with every dataset and attribute that a report can have: its type, axes, unit and
/// meaning, whether it is optional (not every run has it) and whether it is volatile (left out of
/// reproducible reports). The list is made from example reports, so it cannot differ from the
/// reports that are written.
std::string report_schema();

}  // namespace liq::cli
