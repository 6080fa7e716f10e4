/// \file
/// Units and meanings of the keys of a price model, from its own description.
#pragma once

#include <string>
#include <vector>

#include "host/scenario/catalogue.hpp"

namespace liq::estimation {

/// The entry of the catalogue of a key of [price] under this model; the drift too.
/// \pre the model has the key
scenario::KeyInfo price_key(std::string const& model, std::string const& key);

}  // namespace liq::estimation
