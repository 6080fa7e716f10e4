/// \file
/// From run-time choices to one statically typed program.
#pragma once

#include <type_traits>
#include <variant>

#include "kernels/path_program.hpp"
#include "models/cascade/pressure.hpp"
#include "models/price/registry.hpp"

namespace liq::inline LIQ_TARGET {

template <class T>
struct Tag {
    using type = T;
};

using MonitoringChoice = std::variant<Tag<StepMonitoring>, Tag<BridgeMonitoring>>;
using PressureChoice = std::variant<Tag<NoCascade>, Tag<FrozenCascade<SteadyDepth>>,
                                    Tag<FrozenCascade<WithdrawingDepth>>>;

inline MonitoringChoice monitoring_of(ProgramInputs const& in) {
    if (in.schedule.bridge) return Tag<BridgeMonitoring>{};
    return Tag<StepMonitoring>{};
}

inline PressureChoice pressure_of(ProgramInputs const& in) {
    if (!in.pressure.cascade.enabled) return Tag<NoCascade>{};
    if (in.pressure.withdrawal.sensitivity > 0) return Tag<FrozenCascade<WithdrawingDepth>>{};
    return Tag<FrozenCascade<SteadyDepth>>{};
}

/// Calls `use` with the program that the inputs ask for.
template <class Use>
void with_program(ProgramInputs const& in, Use const& use) {
    std::visit(
        [&](auto const& parameters, auto monitoring, auto pressure) {
            using Price = PriceModels::ModelOf<std::decay_t<decltype(parameters)>>;
            using Program = PathProgram<Price, typename decltype(monitoring)::type,
                                        typename decltype(pressure)::type>;
            use(Program{in});
        },
        in.price_model, monitoring_of(in), pressure_of(in));
}

}  // namespace liq::inline LIQ_TARGET
