/// \file
/// Two reports side by side as one JSON document.
#pragma once

#include <string>

#include "host/comparison/comparison.hpp"

namespace liq::comparison {

/// Indented by two spaces, with a newline at its end; what is not known is null. `old` and `new`
/// are the reports in the order given; differences are new less old.
std::string comparison_json(Comparison const& comparison, ReportFile const& before,
                            ReportFile const& after);

}  // namespace liq::comparison
