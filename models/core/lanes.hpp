/// \file
/// A tile is a number of paths that run side by side; each of them is a lane. Compilers turn loops
/// over lanes into SIMD. A GPU thread runs one lane, a CPU core 32.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"

namespace liq::inline LIQ_TARGET {

/// One value for each lane.
template <class T, int Lanes>
struct PerLane {
    T value[Lanes];
    LIQ_HD T& operator[](int lane) { return value[lane]; }
    LIQ_HD T const& operator[](int lane) const { return value[lane]; }
};

/// Calls f(lane) for every lane. The calls may run at the same time, so each must touch its own
/// lane only.
template <int Lanes, class Function>
LIQ_HD void for_each_lane(Function const& f) {
    if constexpr (Lanes == 1) {
        f(0);
    } else {
#pragma omp simd
        for (int lane = 0; lane < Lanes; ++lane) f(lane);
    }
}

/// Lanes of two of the widest vectors of the target.
inline constexpr int lanes_of_two_vectors = 2 * LIQ_VECTOR_BYTES / static_cast<int>(sizeof(float));

/// The same, for long chains of dependent operations: two vectors of lanes take each operation
/// before either takes the next. One after the other, the first one's chain would fill the queues
/// of the processor, and it would wait.
template <int Lanes, class Function>
LIQ_HD void for_each_lane_in_step(Function const& f) {
    if constexpr (Lanes == 1) {
        f(0);
    } else {
        [[maybe_unused]] constexpr int together =
            Lanes < lanes_of_two_vectors ? Lanes : lanes_of_two_vectors;
#pragma omp simd simdlen(together)
        for (int lane = 0; lane < Lanes; ++lane) f(lane);
    }
}

/// A set of lanes, one bit each.
using LaneSet = std::uint32_t;

/// The bit of each lane. It is a table instead of a shift, because the oldest instruction sets can
/// only shift all elements of a vector by the same number.
inline constexpr PerLane<LaneSet, 32> bit_of_lane = [] {
    PerLane<LaneSet, 32> bits{};
    for (int lane = 0; lane < 32; ++lane) bits.value[lane] = LaneSet{1} << lane;
    return bits;
}();

/// The bit of one lane.
template <int Lanes>
LIQ_HD LaneSet lane_bit(int lane) {
    if constexpr (Lanes == 1) {
        return 1;  // device code cannot read the table
    } else {
        return bit_of_lane.value[lane];
    }
}

/// The lanes for which flag(lane) is 1; it must be 0 or 1.
template <int Lanes, class Flag>
LIQ_HD LaneSet lanes_where(Flag const& flag) {
    static_assert(Lanes <= 32);
    if constexpr (Lanes == 1) {
        return static_cast<LaneSet>(flag(0));
    } else {
        LaneSet set = 0;
#pragma omp simd reduction(| : set)
        for (int lane = 0; lane < Lanes; ++lane) {
            set |= (LaneSet{0} - static_cast<LaneSet>(flag(lane))) & bit_of_lane.value[lane];
        }
        return set;
    }
}

/// Calls f(lane) for every lane of a set, one after the other.
template <int Lanes, class Function>
LIQ_HD void for_each_lane_of(LaneSet set, Function const& f) {
    if constexpr (Lanes == 1) {
        if (set != 0) f(0);
    } else {
        for (; set != 0; set &= set - 1) f(__builtin_ctz(set));
    }
}

/// Up to Size lanes of a set that is not empty, side by side, for work that only some lanes of a
/// tile need. If the set has fewer lanes, the rest of the group repeats the first one.
template <int Size>
struct LaneGroup {
    PerLane<int, Size> lane;
    LaneSet set = 0;  ///< the lanes that are in it

    LIQ_HD explicit LaneGroup(LaneSet from) {
        int const first = __builtin_ctz(from);
        for (int i = 0; i < Size; ++i) {
            lane[i] = from != 0 ? __builtin_ctz(from) : first;
            set |= from & (LaneSet{0} - from);
            from &= from - 1;
        }
    }
};

}  // namespace liq::inline LIQ_TARGET
