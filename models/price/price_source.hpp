/// \file
/// How a program gets the moves of the fundamental price: four steps at a time, from one model that
/// it is compiled for (`OnePrice`), or from whichever model the plan names (`AnyOf`). No visit
/// changes the fundamental price, so its moves can be made ahead.
#pragma once

#include <concepts>
#include <variant>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/random.hpp"
#include "models/core/sampling.hpp"
#include "models/core/units.hpp"
#include "models/price/price_model.hpp"
#include "models/price/registry.hpp"

namespace liq::inline LIQ_TARGET {

/// What a program asks of its source of moves. `draw` begins four steps; the others tell about step
/// `within` (0..3) of them, in ascending order.
template <class Source>
concept PriceSource = requires(
    Source const& source, typename Source::template State<1>& state,
    typename Source::template Moves<1>& moves, typename Source::template Moves<1> const& drawn,
    Sampling const& sampling, Sampling::State<1>& sampled, PathsAndQuartet const& at) {
    { Source::lean } -> std::convertible_to<bool>;
    { Source::has_jumps } -> std::convertible_to<bool>;
    source.template start<1>(state, 0);
    source.template draw<1>(state, moves, sampling, sampled, at);
    { source.template advance<1>(state, drawn, 0, 0) } -> std::same_as<LogPrice>;
    { source.template step_variance<1>(state, drawn, 0, 0) } -> std::same_as<float>;
    { source.template log2_variance_ratio<1>(drawn, 0, 0) } -> std::same_as<float>;
    { source.template jumped<1>(drawn, 0) } -> std::same_as<LaneSet>;
    { source.template jump<1>(drawn, 0, 0) } -> std::same_as<LogPrice>;
};

/// The random words of a tile's paths, of the paths whose diffusion they share, and of whole steps.
LIQ_HD PriceDraws price_draws(Sampling const& sampling, PathsAndQuartet const& at) {
    return {at, {at.seed, sampling.words_of(at.first_path), at.quartet}, sampling.whole_of(at)};
}

/// One model, which is inlined into the program. It has neither jumps nor stochastic variance.
template <PriceModel Model>
class OnePrice {
  public:
    static_assert(!Model::has_jumps && !Model::stochastic_variance);
    static constexpr bool lean = true;
    static constexpr bool has_jumps = false;
    template <int Lanes>
    using State = typename Model::template State<Lanes>;
    template <int Lanes>
    using Moves = typename Model::template Noise<Lanes>;

    OnePrice(PriceParameters const& parameters, PriceInputs const& in)
        : model_(std::get<typename Model::Parameters>(parameters), in) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& state, int lane) const {
        model_.start(state, lane);
    }
    template <int Lanes>
    LIQ_HD void draw(State<Lanes>& /*state*/, Moves<Lanes>& moves, Sampling const& sampling,
                     Sampling::State<Lanes>& sampled, PathsAndQuartet const& at) const {
        model_.draw(moves, price_draws(sampling, at));
        sampling.shape(sampled, moves, at);
    }
    template <int Lanes>
    LIQ_HD LogPrice advance(State<Lanes>& state, Moves<Lanes> const& moves, int within,
                            int lane) const {
        return model_.advance(state, moves, within, lane);
    }
    template <int Lanes>
    LIQ_HD float step_variance(State<Lanes> const& state, Moves<Lanes> const& /*moves*/,
                               int /*within*/, int lane) const {
        return model_.step_variance(state, lane);
    }
    template <int Lanes>
    LIQ_HD float log2_variance_ratio(Moves<Lanes> const&, int, int) const {
        return 0.0f;
    }
    template <int Lanes>
    LIQ_HD LaneSet jumped(Moves<Lanes> const&, int) const {
        return 0;
    }
    template <int Lanes>
    LIQ_HD LogPrice jump(Moves<Lanes> const&, int, int) const {
        return 0.0f;
    }

  private:
    Model model_;
};

}  // namespace liq::inline LIQ_TARGET
