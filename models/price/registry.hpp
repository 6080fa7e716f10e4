/// \file
/// The price models there are. A new one is one header and one line here.
#pragma once

#include <variant>

#include "models/price/gbm.hpp"

namespace liq {

/// One alternative a model; its `name` is the word in `price.model`.
using PriceParameters = std::variant<GbmParameters>;

}  // namespace liq
