/// \file
/// The comparison of two reports as one JSON document.
#pragma once

#include <string>

#include "host/comparison/comparison.hpp"

namespace liq::comparison {

/// The document, indented by two spaces, with a newline at its end. Values that are not known are
/// null. `old` is `before` and `new` is `after`; differences are new less old.
std::string comparison_json(Comparison const& comparison, ReportFile const& before,
                            ReportFile const& after);

}  // namespace liq::comparison
