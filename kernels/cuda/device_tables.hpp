/// \file
/// All tables of a plan as one block of bytes, which travels to the card in one copy and from there
/// into the shared memory of every block of threads.
#pragma once

#include <cstddef>
#include <vector>

#include "kernels/plan.hpp"
#include "kernels/program_inputs.hpp"

namespace liq {

/// Where each table starts, in bytes; every offset is a multiple of 8.
struct TableOffsets {
    std::size_t long_fuel = 0, short_fuel = 0;
    std::size_t long_distance = 0, short_distance = 0;
    std::size_t below = 0, above = 0, closes = 0, remainders = 0, report_steps = 0;
    std::size_t bridge_weights = 0, directions = 0;
    int n_closes = 0, n_remainders = 0;
    std::size_t size = 0;
};

struct PackedTables {
    TableOffsets offsets;
    std::vector<std::uint64_t> words;  ///< offsets.size / 8 of them
};

inline PackedTables pack_tables(Plan const& plan) {
    PackedTables packed;
    auto const append = [&](auto const& table) {
        std::size_t const start = packed.words.size() * 8;
        std::size_t const bytes = table.size() * sizeof(table[0]);
        packed.words.resize(packed.words.size() + (bytes + 7) / 8, 0);
        auto const* from = reinterpret_cast<unsigned char const*>(table.data());
        auto* to = reinterpret_cast<unsigned char*>(packed.words.data()) + start;
        for (std::size_t i = 0; i < bytes; ++i) to[i] = from[i];
        return start;
    };
    TableOffsets& at = packed.offsets;
    at.long_fuel = append(plan.ladder.longs.fuel_up_to);
    at.short_fuel = append(plan.ladder.shorts.fuel_up_to);
    at.long_distance = append(plan.ladder.longs.next_distance);
    at.short_distance = append(plan.ladder.shorts.next_distance);
    at.below = append(plan.levels_below);
    at.above = append(plan.levels_above);
    at.closes = append(plan.closes);
    at.remainders = append(plan.remainders);
    at.report_steps = append(plan.report_steps);
    at.bridge_weights = append(plan.sampling.bridge_weights);
    at.directions = append(plan.sampling.directions);
    at.n_closes = static_cast<int>(plan.closes.size());
    at.n_remainders = static_cast<int>(plan.remainders.size());
    at.size = packed.words.size() * 8;
    return packed;
}

}  // namespace liq
