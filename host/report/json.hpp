/// \file
/// A report as one JSON document (host/interface.md, JSON).
#pragma once

#include <string>

#include "host/findings/report.hpp"

namespace liq::report {

/// The document, indented by two spaces, with a newline at its end. Values that are not known are
/// null, and so are backend, device and times where `reproducible` is true.
///
/// `es95` and `es99` are expected shortfalls: the mean over the worst 5 % and 1 % of the paths. The
/// key `worst_tail` beside them says which tail is the worst: "high" for liquidated fuel, cascades
/// and drawdown, "low" for the closing price and for profits. So p95 and p99 of the latter are not
/// in the tail of es95 and es99. A limit has the `tail` of its statistic and the `worst_tail`.
std::string report_json(findings::Report const& report, bool reproducible);

}  // namespace liq::report
