/// \file
/// The integers that results are made of. A sum of integers does not depend on the order, so every
/// split of the paths over threads, tiles, launches and machines gives the same totals.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/table.hpp"

namespace liq {
using Counter = unsigned long long;
static_assert(sizeof(Counter) == 8);
}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// *counter += amount, also when many GPU threads do so at once. A CPU thread owns its counters.
LIQ_HD void add_to(Counter* counter, Counter amount) {
#if defined(__CUDA_ARCH__)
    atomicAdd(counter, amount);
#else
    *counter += amount;
#endif
}

/// The counters that a path adds to: a small number that every path touches, which a GPU block
/// keeps in shared memory, and many that are touched rarely.
struct CounterSink {
    Counter* hot;
    Counter* cold;
    LIQ_HD void add_hot(std::int64_t index, Counter amount = 1) const {
#if defined(__CUDA_ARCH__)
        // All threads know where these are; an address known only at run time would cost registers.
        add_to(reinterpret_cast<Counter*>(block_memory()) + static_cast<int>(index), amount);
#else
        add_to(hot + index, amount);
#endif
    }
    LIQ_HD void add_cold(std::int64_t index, Counter amount = 1) const {
        add_to(cold + index, amount);
    }
};

}  // namespace liq::inline LIQ_TARGET
