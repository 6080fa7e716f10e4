/// \file
/// The key that a person may have meant by one that does not exist.
#pragma once

#include <string>

namespace liq::scenario {

/// The last sentence of an error about the key `unknown`: "Did you mean simulation.paths?", or, if
/// no key is similar, the keys that its table has.
std::string suggestion_for(std::string const& unknown);

}  // namespace liq::scenario
