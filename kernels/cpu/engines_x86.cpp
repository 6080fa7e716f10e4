// The engines of an x86-64 build: the baseline, which every such processor runs, and two wider
// ones.

#include <array>

#include "kernels/cpu/tile_engine.hpp"

namespace liq {

namespace sse2 {
TileEngineFunction run_tiles;
}
namespace avx2 {
TileEngineFunction run_tiles;
}
namespace avx512 {
TileEngineFunction run_tiles;
}

std::span<TileEngine const> tile_engines() {
    static constexpr std::array<TileEngine, 3> engines{{
        {"avx512",
         [] {
             return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
         },
         avx512::run_tiles},
        {"avx2", [] { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); },
         avx2::run_tiles},
        {"sse2", [] { return true; }, sse2::run_tiles},
    }};
    return engines;
}

}  // namespace liq
