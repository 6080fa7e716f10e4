/// \file
/// The two kinds of perpetual contract.
#pragma once

#include <cstdint>

namespace liq {

/// Linear: margin and profit in USD. Inverse: size in USD, margin and profit in coin.
enum class Contract : std::uint8_t { linear, inverse };

}  // namespace liq
