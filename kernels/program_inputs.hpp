/// \file
/// A plan as the engine sees it: values and views that own nothing. It may be passed into code that
/// is built for another instruction set, and copied to a GPU once its views point there.
#pragma once

#include <cstdint>

#include "models/cascade/pressure_parameters.hpp"
#include "models/core/sampling_view.hpp"
#include "models/core/table.hpp"
#include "models/estimate/registry.hpp"
#include "models/estimate/totals_layout.hpp"
#include "models/price/registry.hpp"

namespace liq {

struct Schedule {
    int steps = 0;
    double step_years = 0;
    bool bridge = true;
    Table<int> report_steps;    ///< ascending, layout.n_times of them, the last is `steps`
    int const* stop = nullptr;  ///< paths end early once it is not 0; null: they never do
};

struct ProgramInputs {
    std::uint64_t seed = 0;
    Schedule schedule;
    SamplingView sampling;
    PriceParameters price_model;
    PriceInputs price;
    PressureParameters pressure;
    ObservationTables tables;
    TotalsLayout layout;
};

struct Plan;
/// Views of a plan's own tables, in host memory; valid as long as the plan.
ProgramInputs inputs_of(Plan const& plan);

/// Gives a program the memory of its paths: `memory.layout.bytes` bytes for each lane of a tile, or
/// for each thread of a GPU.
inline void give_path_memory(ProgramInputs& inputs, unsigned char* base) {
    inputs.pressure.memory.base = base;
    inputs.tables.memory.base = base;
}

/// Lets the paths from `first` on leave their outcomes, `record.words` words each; nowhere if
/// `outcomes` is null.
inline void give_path_record(ProgramInputs& inputs, OutcomeBits* outcomes, std::uint64_t first) {
    inputs.tables.record.outcomes = outcomes;
    inputs.tables.record.first = first;
}

}  // namespace liq
