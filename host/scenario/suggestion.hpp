/// \file
/// The key that a person may have meant by one that does not exist.
#pragma once

#include <string>
#include <vector>

namespace liq::scenario {

/// The last sentence of an error about the key `unknown`: "Did you mean simulation.paths?", or, if
/// no key is similar, the keys that its table has.
std::string suggestion_for(std::string const& unknown);

/// The same where only these keys are accepted.
std::string suggestion_for(std::string const& unknown, std::vector<std::string> const& keys);

}  // namespace liq::scenario
