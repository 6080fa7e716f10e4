/// \file
/// The GPU architectures that are shipped, and the shared memory that a block may have on each.
#pragma once

#include <array>
#include <cstddef>

namespace liq::tests {

struct GpuArchitecture {
    int number = 0;                   ///< as in sm_90
    std::size_t shared_of_block = 0;  ///< most shared memory of one block, by opt-in [bytes]
};

/// "Maximum amount of shared memory per thread block": CUDA C++ Programming Guide 13.0, table of
/// technical specifications per compute capability. The program itself asks the card.
inline constexpr std::array<GpuArchitecture, 7> gpu_architectures{{
    {75, 64 * 1024},
    {80, 163 * 1024},
    {86, 99 * 1024},
    {89, 99 * 1024},
    {90, 227 * 1024},
    {100, 227 * 1024},
    {120, 99 * 1024},
}};

}  // namespace liq::tests
