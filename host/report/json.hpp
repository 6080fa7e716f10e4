/// \file
/// A report as one JSON document (host/interface.md, JSON).
#pragma once

#include <string>

#include "host/findings/report.hpp"

namespace liq::report {

/// The document, indented by two spaces, with a newline at its end. What is not known is null, and
/// so is what `reproducible` leaves out: backend, device and times.
///
/// `es95` and `es99` are expected shortfalls: the mean of the worst 5 % and 1 % of the paths. Which
/// tail is the worst, `worst_tail` says beside them: "high" for liquidated fuel, cascades and
/// drawdown, "low" for the closing price and for profits, whose p95 and p99 are therefore not on
/// the side of es95 and es99. A limit says in which `tail` its statistic lies, and which is worst.
std::string report_json(findings::Report const& report, bool reproducible);

}  // namespace liq::report
