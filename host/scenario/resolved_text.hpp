/// \file
/// A scenario back as TOML.
#pragma once

#include <string>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// The whole scenario as TOML with every default written out, deterministic; reading it gives the
/// same scenario. Keys that are absent because their default comes from elsewhere stand as
/// comments.
std::string resolved_text(Scenario const& scenario);

}  // namespace liq::scenario
