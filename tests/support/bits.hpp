/// \file
/// Totals as one number.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/totals.hpp"

namespace liq::tests {

/// 64-bit FNV-1a of all counters, byte by byte from the lowest.
inline std::uint64_t hash_of(Totals totals) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (std::vector<Counter> const* counters : {&totals.hot(), &totals.cold()}) {
        for (Counter counter : *counters) {
            for (int byte = 0; byte < 8; ++byte) {
                hash = (hash ^ ((counter >> (8 * byte)) & 0xffu)) * 0x100000001b3u;
            }
        }
    }
    return hash;
}

}  // namespace liq::tests
