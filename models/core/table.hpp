/// \file
/// Tables that every path reads, in whichever memory they are.
#pragma once

#include <cstddef>
#include <cstdint>

#include "models/core/host_device.hpp"

namespace liq {

/// Threads of the largest GPU block.
inline constexpr int largest_block = 512;
/// The memory that a block of GPU threads shares [bytes]: hot counters, what each thread sets
/// aside, then tables.
inline constexpr int hot_bytes = 4608;
inline constexpr int aside_offset = hot_bytes;
/// What a thread sets aside, rounded up to an odd multiple of 8 bytes, so that at most two threads
/// of a warp access the same bank.
constexpr int aside_stride(std::size_t bytes) {
    return (static_cast<int>((bytes + 7) / 8) | 1) * 8;
}
/// Where the tables begin in the memory of a block of so many threads [bytes].
constexpr std::size_t tables_offset(int threads, std::size_t aside_bytes) {
    return static_cast<std::size_t>(aside_offset) +
           static_cast<std::size_t>(threads) * static_cast<std::size_t>(aside_stride(aside_bytes));
}

#if defined(__CUDACC__)
__device__ __forceinline__ unsigned char* block_memory() {
    extern __shared__ std::uint64_t words_of_block[];
    return reinterpret_cast<unsigned char*>(words_of_block);
}
#endif

/// A table, known by where it starts. In host memory that is an address. On a GPU it is an offset
/// into the shared memory of the block, which is the same for all threads; an address would take
/// two registers of each thread.
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

/// A table that is large or is read rarely. It is known by its address on both machines; on a GPU
/// it is in global memory.
template <class Entry>
class FarTable {
  public:
    constexpr FarTable() = default;
    constexpr FarTable(Entry const* entries) : start_(entries) {}
    LIQ_HD Entry const& operator[](int index) const { return start_[index]; }
    LIQ_HD Entry const* from(int index) const { return start_ + index; }

  private:
    Entry const* start_ = nullptr;
};

/// What a path carries along but rarely touches. On the CPU it is a plain member; on a GPU it is in
/// shared memory instead of registers.
///
/// \tparam OneAddress  whether nothing but its own address is kept in registers;
///                     tests/gpu/sass_test.py shows which programs need fewer registers with it
template <class T, bool OneAddress = false>
class Aside {
  public:
    LIQ_HD T& operator*() {
#if defined(__CUDA_ARCH__)
        int at = static_cast<int>(threadIdx.x) * aside_stride(sizeof(T));
        // Else sums of the address and constants would take registers too.
        if constexpr (OneAddress) asm("" : "+r"(at));
        return *reinterpret_cast<T*>(block_memory() + aside_offset + at);
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
