/// \file
/// Memory that a path owns besides its registers: the living book, and what rare events remember.
/// It belongs to a lane (or a GPU thread), not to a path, so it does not grow with paths.
#pragma once

#include <cstddef>
#include <cstdint>

#include "models/core/host_device.hpp"

namespace liq {

/// Where each tenant's part of a path's memory begins [bytes], every one a multiple of 8.
struct PathMemoryLayout {
    int living_book = 0;
    int stories = 0;    ///< sequence and hold events
    int crosses = 0;    ///< moving averages
    int portfolio = 0;  ///< the desk's own positions
    int bytes = 0;      ///< of one path, all together

    /// Where a tenant that needs so many bytes more begins.
    constexpr int reserve(int wanted) {
        int const start = bytes;
        bytes += (wanted + 7) / 8 * 8;
        return start;
    }
};

/// The memory of the lanes of one tile, or of all threads of a GPU, one path after the other.
struct PathMemory {
    unsigned char* base = nullptr;
    PathMemoryLayout layout;

    /// What a lane has at `offset`, one of the layout's; T must be trivial.
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
