/// \file
/// How a program gets the moves of the fundamental price: straight from one model that it is
/// compiled for, or from whichever model the plan names, a block of four steps at a time. No visit
/// changes the fundamental price, so its moves can be made ahead.
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/random.hpp"
#include "models/core/sampling.hpp"
#include "models/core/units.hpp"
#include "models/price/price_model.hpp"
#include "models/price/registry.hpp"

namespace liq::inline LIQ_TARGET {

/// What a program asks of its source of moves. `draw` begins a block of four steps; the others tell
/// of step `within` (0..3) of it, in ascending order.
template <class Source>
concept PriceSource = requires(
    Source const& source, typename Source::template State<1>& state,
    typename Source::template Block<1>& block, typename Source::template Block<1> const& drawn,
    Sampling const& sampling, Sampling::State<1>& sampled, PathsAndBlock const& at) {
    { Source::lean } -> std::convertible_to<bool>;
    { Source::has_jumps } -> std::convertible_to<bool>;
    { Source::stochastic_variance } -> std::convertible_to<bool>;
    source.template start<1>(state, 0);
    source.template draw<1>(state, block, sampling, sampled, at);
    { source.template advance<1>(state, drawn, 0, 0) } -> std::same_as<LogPrice>;
    { source.template step_variance<1>(state, drawn, 0, 0) } -> std::same_as<float>;
    { source.template log2_variance_ratio<1>(drawn, 0, 0) } -> std::same_as<float>;
    { source.template jumped<1>(drawn, 0) } -> std::same_as<LaneSet>;
    { source.template jump<1>(drawn, 0, 0) } -> std::same_as<LogPrice>;
};

/// The words of a tile's paths, and of those whose diffusion they share.
LIQ_HD PriceDraws price_draws(Sampling const& sampling, PathsAndBlock const& at) {
    return {at, {at.seed, sampling.words_of(at.first_path), at.block}};
}

/// One model, inlined into the program, without jumps or stochastic variance.
template <PriceModel Model>
class OnePrice {
  public:
    static_assert(!Model::has_jumps && !Model::stochastic_variance);
    static constexpr bool lean = true;
    static constexpr bool has_jumps = false;
    static constexpr bool stochastic_variance = false;
    template <int Lanes>
    using State = typename Model::template State<Lanes>;
    template <int Lanes>
    using Block = typename Model::template Noise<Lanes>;

    OnePrice(PriceParameters const& parameters, PriceInputs const& in)
        : model_(std::get<typename Model::Parameters>(parameters), in) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& state, int lane) const {
        model_.start(state, lane);
    }
    template <int Lanes>
    LIQ_HD void draw(State<Lanes>& /*state*/, Block<Lanes>& block, Sampling const& sampling,
                     Sampling::State<Lanes>& sampled, PathsAndBlock const& at) const {
        model_.draw(block, price_draws(sampling, at));
        sampling.shape(sampled, block, at);
    }
    template <int Lanes>
    LIQ_HD LogPrice advance(State<Lanes>& state, Block<Lanes> const& block, int within,
                            int lane) const {
        return model_.advance(state, block, within, lane);
    }
    template <int Lanes>
    LIQ_HD float step_variance(State<Lanes> const& state, Block<Lanes> const& /*block*/,
                               int /*within*/, int lane) const {
        return model_.step_variance(state, lane);
    }
    template <int Lanes>
    LIQ_HD float log2_variance_ratio(Block<Lanes> const&, int, int) const {
        return 0.0f;
    }
    template <int Lanes>
    LIQ_HD LaneSet jumped(Block<Lanes> const&, int) const {
        return 0;
    }
    template <int Lanes>
    LIQ_HD LogPrice jump(Block<Lanes> const&, int, int) const {
        return 0.0f;
    }

  private:
    Model model_;
};

/// The largest of some numbers.
constexpr std::size_t largest_of(std::initializer_list<std::size_t> values) {
    std::size_t largest = 0;
    for (std::size_t value : values) largest = value > largest ? value : largest;
    return largest;
}

/// Any of several models, chosen when a run begins. Programs are not compiled for each of them:
/// they read the moves of a block from memory, and share one copy of the code that makes them.
template <class List>
class AnyOf;

template <PriceModel... Models>
class AnyOf<PriceModelList<Models...>> {
  public:
    static constexpr bool lean = false;
    static constexpr bool has_jumps = true;
    static constexpr bool stochastic_variance = true;

    template <int Lanes>
    struct State {
        alignas(Lanes == 1 ? 8 : 64) unsigned char bytes[largest_of(
            {sizeof(typename Models::template State<Lanes>)...})];
    };
    /// The moves of four steps.
    template <int Lanes>
    struct Block {
        PerLane<float, Lanes> increment[words_per_block];
        PerLane<float, Lanes> variance[words_per_block];
        PerLane<float, Lanes> log2_ratio[words_per_block];
        PerLane<float, Lanes> jump[words_per_block];
        LaneSet jumped[words_per_block];
    };

    AnyOf(PriceParameters const& parameters, PriceInputs const& in)
        : index_(static_cast<int>(parameters.index())) {
        std::visit(
            [&](auto const& p) {
                using Model =
                    typename PriceModelList<Models...>::template ModelOf<std::decay_t<decltype(p)>>;
                static_assert(std::is_trivially_copyable_v<Model>);
                Model const model(p, in);
                __builtin_memcpy(model_, &model, sizeof model);
            },
            parameters);
    }

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& state, int lane) const {
        with_model([&]<class Model>(Model const& model) {
            model.start(state_of<Model, Lanes>(state), lane);
        });
    }
    template <int Lanes>
    LIQ_HD_APART void draw(State<Lanes>& state, Block<Lanes>& block, Sampling const& sampling,
                           Sampling::State<Lanes>& sampled, PathsAndBlock const& at) const {
        with_model([&]<class Model>(Model const& model) {
            make_moves(model, state_of<Model, Lanes>(state), block, sampling, sampled, at);
        });
    }
    template <int Lanes>
    LIQ_HD LogPrice advance(State<Lanes>& /*state*/, Block<Lanes> const& block, int within,
                            int lane) const {
        return block.increment[within][lane];
    }
    template <int Lanes>
    LIQ_HD float step_variance(State<Lanes> const& /*state*/, Block<Lanes> const& block, int within,
                               int lane) const {
        return block.variance[within][lane];
    }
    template <int Lanes>
    LIQ_HD float log2_variance_ratio(Block<Lanes> const& block, int within, int lane) const {
        return block.log2_ratio[within][lane];
    }
    template <int Lanes>
    LIQ_HD LaneSet jumped(Block<Lanes> const& block, int within) const {
        return block.jumped[within];
    }
    template <int Lanes>
    LIQ_HD LogPrice jump(Block<Lanes> const& block, int within, int lane) const {
        return block.jump[within][lane];
    }

  private:
    template <class Model, int Lanes>
    LIQ_HD static typename Model::template State<Lanes>& state_of(State<Lanes>& state) {
        return *reinterpret_cast<typename Model::template State<Lanes>*>(state.bytes);
    }

    /// Calls use(model) with the model in its own type.
    template <class Use>
    LIQ_HD void with_model(Use const& use) const {
        int i = 0;
        ((i++ == index_ ? use(*reinterpret_cast<Models const*>(model_)) : void()), ...);
    }

    template <class Model, int Lanes>
    LIQ_HD static void make_moves(Model const& model, typename Model::template State<Lanes>& state,
                                  Block<Lanes>& block, Sampling const& sampling,
                                  Sampling::State<Lanes>& sampled, PathsAndBlock const& at) {
        typename Model::template Noise<Lanes> noise;
        PriceDraws const draws = price_draws(sampling, at);
        model.draw(noise, draws);
        sampling.shape(sampled, noise, at);
#pragma unroll 1
        for (int within = 0; within < words_per_block; ++within) {
            for_each_lane<Lanes>([&](int lane) LIQ_INLINED {
                block.increment[within][lane] = model.advance(state, noise, within, lane);
                block.variance[within][lane] = model.step_variance(state, lane);
                if constexpr (Model::stochastic_variance)
                    block.log2_ratio[within][lane] = model.log2_variance_ratio(state, lane);
                else
                    block.log2_ratio[within][lane] = 0.0f;
                block.jump[within][lane] = 0.0f;
            });
            if constexpr (Model::has_jumps) {
                block.jumped[within] = model.jump(state, noise, draws, within, block.jump[within]);
            } else {
                block.jumped[within] = 0;
            }
        }
    }

    int index_;
    alignas(8) unsigned char model_[largest_of({sizeof(Models)...})];
};

using AnyPrice = AnyOf<PriceModels>;

}  // namespace liq::inline LIQ_TARGET
