/// \file
/// Writes a scenario as TOML.
#pragma once

#include <string>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// The whole scenario as TOML, with every default. Reading the text gives the same scenario, and
/// the same scenario always gives the same text. A key is a comment where it is absent because its
/// default comes from elsewhere.
std::string resolved_text(Scenario const& scenario);

}  // namespace liq::scenario
