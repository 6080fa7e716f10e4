/// \file
/// The desk's own positions as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "host/findings/findings.hpp"

namespace liq::report {

/// `{"positions": [..], "totals": [..]}`, or null for a run without positions.
nlohmann::ordered_json portfolio_json(findings::RunFindings const& findings);

}  // namespace liq::report
