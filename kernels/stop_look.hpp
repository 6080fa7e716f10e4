/// \file
/// How a path finds out that it is no longer needed (StopFlag). Kernels of a card have no register
/// to spare for it: there, only the time between two kernels is used to look.
#pragma once

#include "models/core/host_device.hpp"

namespace liq::inline LIQ_TARGET {

/// Steps between two looks: the slowest take a tenth of a second.
inline constexpr int steps_between_looks = 4096;

#if defined(__CUDA_ARCH__)
LIQ_HD bool is_raised(int const* /*stop*/) {
    return false;
}
LIQ_HD int due_or_look(int /*step*/, int due) {
    return due;
}
#else
/// Whether the flag at this address (StopFlag::address) is raised; null: it never is.
LIQ_HD bool is_raised(int const* stop) {
    return stop != nullptr && __atomic_load_n(stop, __ATOMIC_RELAXED) != 0;
}
/// The step at which something is due, or an earlier one at which to look.
LIQ_HD int due_or_look(int step, int due) {
    return due - step > steps_between_looks ? step + steps_between_looks : due;
}
#endif

}  // namespace liq::inline LIQ_TARGET
