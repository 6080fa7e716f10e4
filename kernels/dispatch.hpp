/// \file
/// Turns choices that are made at run time into one statically typed program.
#pragma once

#include <type_traits>
#include <variant>

#include "kernels/path_program.hpp"
#include "models/cascade/frozen_cascade.hpp"
#include "models/cascade/full_cascade.hpp"
#include "models/cascade/no_cascade.hpp"
#include "models/cascade/unmoved.hpp"
#include "models/price/registry.hpp"

namespace liq::inline LIQ_TARGET {

template <class T>
struct Tag {
    using type = T;
};

using MonitoringChoice = std::variant<Tag<StepMonitoring>, Tag<BridgeMonitoring>>;
using PressureChoice = std::variant<Tag<NoCascade>, Tag<Unmoved>, Tag<FrozenCascade<SteadyDepth>>,
                                    Tag<FrozenCascade<WithdrawingDepth>>,
                                    Tag<FullCascade<FrozenBook>>, Tag<FullCascade<LivingBook>>>;
/// Gbm has lean programs of its own, in which it is inlined. All other models share programs.
using PriceChoice = std::variant<Tag<OnePrice<Gbm>>, Tag<AnyPrice>>;

inline MonitoringChoice monitoring_of(ProgramInputs const& in) {
    // Between two closes of history there is no bridge to sample (models/law.md 6).
    bool const has_bridge = !std::holds_alternative<BootstrapParameters>(in.price_model);
    if (in.schedule.bridge && has_bridge) return Tag<BridgeMonitoring>{};
    return Tag<StepMonitoring>{};
}

inline PressureChoice pressure_of(ProgramInputs const& in) {
    if (!in.pressure.cascade.enabled) {
        if (in.pressure.ladder.is_empty) return Tag<NoCascade>{};
        return Tag<Unmoved>{};
    }
    if (in.pressure.cascade.book == BookKind::living) return Tag<FullCascade<LivingBook>>{};
    if (in.layout.sweeps_hold_fuel) return Tag<FullCascade<FrozenBook>>{};
    if (in.pressure.withdrawal.sensitivity > 0) return Tag<FrozenCascade<WithdrawingDepth>>{};
    return Tag<FrozenCascade<SteadyDepth>>{};
}

inline PriceChoice price_of(ProgramInputs const& in) {
    if (std::holds_alternative<GbmParameters>(in.price_model) && lean_suffices(in.tables))
        return Tag<OnePrice<Gbm>>{};
    return Tag<AnyPrice>{};
}

/// Calls `use` with a tag of the type of program that the inputs need. The program is made from the
/// same inputs.
/// \tparam LeanWalks  whether lean programs may remove levels
template <bool LeanWalks = true, class Use>
void with_program(ProgramInputs const& in, Use const& use) {
    std::visit(
        [&](auto price, auto monitoring, auto pressure) {
            using Monitoring = typename decltype(monitoring)::type;
            using Pressure = typename decltype(pressure)::type;
            using Price = std::conditional_t<Pressure::full || (Pressure::settles && !LeanWalks),
                                             AnyPrice, typename decltype(price)::type>;
            use(Tag<PathProgram<Price, Monitoring, Pressure>>{});
        },
        price_of(in), monitoring_of(in), pressure_of(in));
}

}  // namespace liq::inline LIQ_TARGET
