// The engines of an x86-64 build: the baseline, which every such processor can run, and two wider
// ones. CMake says which of them are built (LIQ_ENGINES), the widest first.

#include <array>

#include "kernels/cpu/tile_engine.hpp"

namespace liq {

namespace sse2 {
TileEngineFunction run_tiles;
[[maybe_unused]] constexpr bool runs_here() {
    return true;
}
}  // namespace sse2

namespace avx2 {
TileEngineFunction run_tiles;
[[maybe_unused]] bool runs_here() {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
}  // namespace avx2

namespace avx512 {
TileEngineFunction run_tiles;
[[maybe_unused]] bool runs_here() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
}  // namespace avx512

std::span<TileEngine const> tile_engines() {
#define ENGINE(target) TileEngine{#target, target::runs_here, target::run_tiles},
    static constexpr std::array engines{LIQ_EACH_ENGINE(ENGINE)};
#undef ENGINE
    return engines;
}

}  // namespace liq
