/// \file
/// What a block of GPU threads holds in its shared memory: the hot counters, then all tables of a
/// plan as one run of bytes, which travels to the card in one copy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "kernels/plan.hpp"
#include "kernels/program_inputs.hpp"
#include "models/core/counter.hpp"
#include "models/core/table.hpp"

namespace liq {

/// The tables of a plan for a program that sets aside so many bytes a thread.
struct DeviceTables {
    ProgramInputs inputs;              ///< of the plan, its tables where the card will have them
    std::vector<std::uint64_t> words;  ///< of the memory of a block, behind what is set aside
    std::vector<unsigned char> far;  ///< in global memory; `inputs` holds offsets until it is there
    std::size_t tables_at = 0;       ///< offset of `words` in the memory of a block [bytes]

    /// Shared memory that a block needs [bytes].
    [[nodiscard]] std::size_t block_bytes() const { return tables_at + words.size() * 8; }
};

/// Bytes of the far tables of a plan.
inline std::size_t far_bytes(Plan const& plan);

/// \param aside_bytes    of a thread, `PathProgram::aside_bytes`
/// \param block_threads  of the blocks that will run
/// \param far_base       where `far` will be in global memory
inline DeviceTables device_tables(Plan const& plan, std::size_t aside_bytes, int block_threads,
                                  unsigned char const* far_base) {
    DeviceTables tables;
    tables.inputs = inputs_of(plan);
    tables.tables_at = static_cast<std::size_t>(aside_offset) +
                       static_cast<std::size_t>(block_threads) *
                           static_cast<std::size_t>(aside_stride(aside_bytes));
    auto const append = [&]<class Entry>(Table<Entry>& view, std::vector<Entry> const& table) {
        std::size_t const start = tables.words.size();
        std::size_t const bytes = table.size() * sizeof(Entry);
        tables.words.resize(start + (bytes + 7) / 8, 0);
        std::memcpy(tables.words.data() + start, table.data(), bytes);
        view = Table<Entry>::in_block(tables.tables_at + start * 8);
    };
    auto const append_far = [&]<class Entry>(FarTable<Entry>& view,
                                             std::vector<Entry> const& table) {
        std::size_t const start = (tables.far.size() + 7) / 8 * 8;
        tables.far.resize(start + table.size() * sizeof(Entry));
        std::memcpy(tables.far.data() + start, table.data(), table.size() * sizeof(Entry));
        view = FarTable<Entry>(reinterpret_cast<Entry const*>(far_base + start));
    };
    ProgramInputs& in = tables.inputs;
    append(in.pressure.ladder.longs.fuel_up_to, plan.ladder.longs.fuel_up_to);
    append(in.pressure.ladder.shorts.fuel_up_to, plan.ladder.shorts.fuel_up_to);
    append(in.pressure.ladder.longs.next_distance, plan.ladder.longs.next_distance);
    append(in.pressure.ladder.shorts.next_distance, plan.ladder.shorts.next_distance);
    append(in.pressure.depth.notional, plan.depth.notional);
    append(in.pressure.depth.distance, plan.depth.distance);
    append(in.pressure.depth.per_usd, plan.depth.per_usd);
    append(in.pressure.walls.walls, plan.walls);
    append(in.tables.levels.below, plan.levels_below);
    append(in.tables.levels.above, plan.levels_above);
    append(in.tables.closes.levels, plan.closes);
    append(in.tables.remainders.entries, plan.remainders);
    append(in.tables.day_ends.steps, plan.day_ends);
    append(in.schedule.report_steps, plan.report_steps);
    append(in.sampling.weights, plan.sampling.bridge_weights);
    append(in.sampling.directions, plan.sampling.directions);
    append_far(in.price.returns, plan.returns);
    for (std::size_t side = 0; side < n_sides; ++side) {
        append_far(in.pressure.inflow.sides[side].distance, plan.inflow[side].distance);
        append_far(in.pressure.inflow.sides[side].weight, plan.inflow[side].weight);
        append_far(in.pressure.inflow.sides[side].gap, plan.inflow[side].gap);
    }
    append_far(in.pressure.bankruptcy.gap_weight[0], plan.ladder.longs.gap_weight);
    append_far(in.pressure.bankruptcy.gap_weight[1], plan.ladder.shorts.gap_weight);
    append_far(in.tables.stories.stories, plan.stories);
    append_far(in.tables.stories.steps, plan.story_steps);
    in.tables.stories.report_steps = in.schedule.report_steps;
    append_far(in.tables.crosses.crosses, plan.crosses);
    append_far(in.tables.crosses.past, plan.past_closes);
    append_far(in.tables.givens.entries, plan.givens);
    append_far(in.tables.portfolio.legs, plan.legs);
    append_far(in.tables.portfolio.ticks_per_usd, plan.profit_ticks_per_usd);
    return tables;
}

inline std::size_t far_bytes(Plan const& plan) {
    return device_tables(plan, 0, 0, nullptr).far.size();
}

}  // namespace liq
