/// \file
/// A choice without a branch.
#pragma once

#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"

namespace liq::inline LIQ_TARGET {

/// A choice between two numbers that are both computed. Clang turns conditional expressions that
/// depend on each other into jumps, and a loop over lanes that has jumps is not SIMD.
class Choice {
  public:
    LIQ_HD explicit Choice(bool first) : mask_(0u - static_cast<std::uint32_t>(first)) {}
    [[nodiscard]] LIQ_HD float of(float first, float second) const {
        return float_of((bits_of(first) & mask_) | (bits_of(second) & ~mask_));
    }

  private:
    std::uint32_t mask_;
};

}  // namespace liq::inline LIQ_TARGET
