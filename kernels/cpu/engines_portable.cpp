// The one engine of a build for a processor that is not x86-64.

#include <array>

#include "kernels/cpu/tile_engine.hpp"

namespace liq {

namespace portable {
TileEngineFunction run_tiles;
}

std::span<TileEngine const> tile_engines() {
    static constexpr std::array<TileEngine, 1> engines{
        {{"portable", [] { return true; }, portable::run_tiles}}};
    return engines;
}

}  // namespace liq
