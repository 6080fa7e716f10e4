/// \file
/// Tables that every path reads, wherever they live.
#pragma once

#include <cstddef>
#include <cstdint>

#include "models/core/host_device.hpp"

namespace liq {

/// Threads of the largest GPU block, and what each may set aside [bytes]: 18 banks, so that at most
/// two threads of a warp want the same one.
inline constexpr int largest_block = 256;
inline constexpr int aside_bytes = 72;
/// Where a block's hot counters begin [bytes].
inline constexpr int hot_offset = largest_block * aside_bytes;

#if defined(__CUDACC__)
/// The memory that a block of GPU threads shares: what each thread sets aside, the hot counters,
/// then all tables.
__device__ __forceinline__ unsigned char* block_memory() {
    extern __shared__ std::uint64_t words_of_block[];
    return reinterpret_cast<unsigned char*>(words_of_block);
}
#endif

/// A table by where it starts. In host memory that is an address. On a GPU it is an offset into the
/// block's shared memory: one known to all threads, where an address would take two registers of
/// each.
template <class Entry>
class Table {
  public:
    constexpr Table() = default;
    constexpr Table(Entry const* entries) : start_(entries) {}

    /// A table for the GPU, `offset` bytes into the memory of a block.
    static Table in_block(std::size_t offset) {
        return Table{reinterpret_cast<Entry const*>(offset)};
    }

    LIQ_HD Entry const& operator[](int index) const { return from(index)[0]; }

    /// The entries from one on.
    LIQ_HD Entry const* from(int index) const {
#if defined(__CUDA_ARCH__)
        auto const offset = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(start_));
        return reinterpret_cast<Entry const*>(block_memory() + offset) + index;
#else
        return start_ + index;
#endif
    }

  private:
    Entry const* start_ = nullptr;
};

/// What a path carries along but seldom touches: a plain member on the CPU, shared memory instead
/// of registers on a GPU.
template <class T>
class Aside {
  public:
    LIQ_HD T& operator*() {
#if defined(__CUDA_ARCH__)
        static_assert(sizeof(T) <= aside_bytes);
        return *reinterpret_cast<T*>(block_memory() + threadIdx.x * aside_bytes);
#else
        return value_;
#endif
    }

  private:
#if !defined(__CUDA_ARCH__)
    T value_;
#endif
};

}  // namespace liq
