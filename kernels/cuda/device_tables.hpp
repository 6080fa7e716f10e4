/// \file
/// What a block of GPU threads holds in its shared memory: the hot counters, then all tables of a
/// plan as one run of bytes, which travels to the card in one copy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/plan.hpp"
#include "kernels/program_inputs.hpp"
#include "models/core/counter.hpp"
#include "models/core/table.hpp"

namespace liq {

struct DeviceTables {
    ProgramInputs inputs;              ///< of the plan, its tables in the memory of a block
    std::vector<std::uint64_t> words;  ///< the tables, which start behind the hot counters

    /// Shared memory that a block needs [bytes].
    [[nodiscard]] std::size_t block_bytes() const {
        return hot_offset + (static_cast<std::size_t>(inputs.layout.n_hot()) + words.size()) * 8;
    }
};

inline DeviceTables device_tables(Plan const& plan) {
    DeviceTables tables;
    tables.inputs = inputs_of(plan);
    auto const n_hot = static_cast<std::size_t>(plan.layout.n_hot());
    auto const append = [&]<class Entry>(Table<Entry>& view, std::vector<Entry> const& table) {
        std::size_t const start = tables.words.size();
        std::size_t const bytes = table.size() * sizeof(Entry);
        tables.words.resize(start + (bytes + 7) / 8, 0);
        auto const* from = reinterpret_cast<unsigned char const*>(table.data());
        auto* to = reinterpret_cast<unsigned char*>(tables.words.data() + start);
        for (std::size_t i = 0; i < bytes; ++i) to[i] = from[i];
        view = Table<Entry>::in_block(hot_offset + (n_hot + start) * 8);
    };
    ProgramInputs& in = tables.inputs;
    append(in.pressure.ladder.longs.fuel_up_to, plan.ladder.longs.fuel_up_to);
    append(in.pressure.ladder.shorts.fuel_up_to, plan.ladder.shorts.fuel_up_to);
    append(in.pressure.ladder.longs.next_distance, plan.ladder.longs.next_distance);
    append(in.pressure.ladder.shorts.next_distance, plan.ladder.shorts.next_distance);
    append(in.tables.levels.below, plan.levels_below);
    append(in.tables.levels.above, plan.levels_above);
    append(in.tables.closes.levels, plan.closes);
    append(in.tables.remainders.entries, plan.remainders);
    append(in.schedule.report_steps, plan.report_steps);
    append(in.sampling.weights, plan.sampling.bridge_weights);
    append(in.sampling.directions, plan.sampling.directions);
    return tables;
}

}  // namespace liq
