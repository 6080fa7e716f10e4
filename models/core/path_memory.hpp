/// \file
/// Memory that a path has besides its registers: for the living book, and for events that remember.
/// It belongs to a lane or a GPU thread, which uses it for one path after the other, so it does not
/// grow with the number of paths.
#pragma once

#include <cstddef>
#include <cstdint>

#include "models/core/host_device.hpp"

namespace liq {

/// Where the parts of a path's memory begin [bytes]. Each begins at a multiple of 8.
struct PathMemoryLayout {
    int living_book = 0;
    int stories = 0;    ///< sequence and hold events
    int crosses = 0;    ///< moving averages
    int portfolio = 0;  ///< the desk's own positions
    int walk = 0;       ///< where a walk within a step is, in a full cascade
    int windows = 0;    ///< liquidations of the last day
    int bytes = 0;      ///< of one path, all parts together

    /// Adds a part of so many bytes; returns where it begins.
    constexpr int reserve(int wanted) {
        int const start = bytes;
        bytes += (wanted + 7) / 8 * 8;
        return start;
    }
};

/// The memory of the lanes of one tile, or of all threads of a GPU, one lane or thread after the
/// other.
struct PathMemory {
    unsigned char* base = nullptr;
    PathMemoryLayout layout;

    /// The part of a lane that begins at `offset`, one of the layout's; T must be trivial.
    template <class T>
    LIQ_HD T* at(int lane, int offset) const {
#if defined(__CUDA_ARCH__)
        std::size_t const path = static_cast<std::size_t>(blockIdx.x) * blockDim.x + threadIdx.x +
                                 static_cast<unsigned>(lane);
#else
        auto const path = static_cast<std::size_t>(lane);
#endif
        return reinterpret_cast<T*>(base + path * static_cast<std::size_t>(layout.bytes) + offset);
    }
};

}  // namespace liq
