/// \file
/// A tile of paths side by side: loops over lanes that compilers turn into SIMD. A GPU thread runs
/// one lane, a CPU core 32.
#pragma once

#include "models/core/host_device.hpp"

namespace liq::inline LIQ_TARGET {

/// One value a lane.
template <class T, int Lanes>
struct PerLane {
    T value[Lanes];
    LIQ_HD T& operator[](int lane) { return value[lane]; }
    LIQ_HD T const& operator[](int lane) const { return value[lane]; }
};

/// Calls f(lane) for every lane; calls may run at the same time and must touch their own lane only.
template <int Lanes, class Function>
LIQ_HD void for_each_lane(Function const& f) {
    if constexpr (Lanes == 1) {
        f(0);
    } else {
#pragma omp simd
        for (int lane = 0; lane < Lanes; ++lane) f(lane);
    }
}

/// Stores flag(lane), 0 or 1, for every lane and says whether any is set.
template <int Lanes, class Flag>
LIQ_HD bool mark_lanes(PerLane<int, Lanes>& marked, Flag const& flag) {
    if constexpr (Lanes == 1) {
        marked[0] = flag(0);
        return marked[0] != 0;
    } else {
        int any = 0;
#pragma omp simd reduction(| : any)
        for (int lane = 0; lane < Lanes; ++lane) {
            int const hit = flag(lane);
            marked.value[lane] = hit;
            any |= hit;
        }
        return any != 0;
    }
}

/// One of four values by a number known only at run time; on one lane without an array in memory.
template <class T, int Lanes>
LIQ_HD T pick(PerLane<T, Lanes> const (&four)[4], int which, int lane) {
    if constexpr (Lanes == 1) {
        T const low = (which & 1) != 0 ? four[1].value[0] : four[0].value[0];
        T const high = (which & 1) != 0 ? four[3].value[0] : four[2].value[0];
        return (which & 2) != 0 ? high : low;
    } else {
        return four[which].value[lane];
    }
}

}  // namespace liq::inline LIQ_TARGET
