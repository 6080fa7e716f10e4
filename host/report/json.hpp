/// \file
/// A report as one JSON document (host/interface.md, JSON).
#pragma once

#include <string>

#include "host/findings/report.hpp"

namespace liq::report {

/// The document, indented by two spaces, with a newline at its end. What is not known is null, and
/// so is what `reproducible` leaves out: backend, device and times.
///
/// `es95` and `es99` are expected shortfalls: the mean of the worst 5 % and 1 % of the paths. Worst
/// is high for liquidated fuel, cascades and drawdown, and low for the closing price.
std::string report_json(findings::Report const& report, bool reproducible);

}  // namespace liq::report
