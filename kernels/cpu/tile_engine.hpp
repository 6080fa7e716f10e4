/// \file
/// The engine of one instruction set, as the CPU backend sees it. Each engine is built from
/// tile_engine.cpp with its own flags, in a namespace of its own (models/core/host_device.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "kernels/program_inputs.hpp"
#include "models/core/counter.hpp"

namespace liq {

/// Simulates paths first .. first + count - 1 in tiles of `lanes` (1, 8 or 32), and adds to the
/// counters. Tiles of 8 are built for the lean programs only; other programs take 32 instead.
using TileEngineFunction = void(ProgramInputs const& inputs, int lanes, std::uint64_t first,
                                std::uint64_t count, Counter* hot, Counter* cold);

struct TileEngine {
    char const* instructions;  ///< sse2, avx2, avx512, portable
    bool (*supported)();       ///< by this processor
    TileEngineFunction* run;
};

/// All engines of this build, the widest first.
std::span<TileEngine const> tile_engines();

inline constexpr int default_lanes = 32;

}  // namespace liq
