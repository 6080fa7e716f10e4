/// \file
/// The source of moves for programs that are not compiled for one model: whichever model the plan
/// names.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <type_traits>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/random.hpp"
#include "models/core/sampling.hpp"
#include "models/core/units.hpp"
#include "models/price/price_model.hpp"
#include "models/price/price_source.hpp"
#include "models/price/registry.hpp"

namespace liq::inline LIQ_TARGET {

/// The largest of some numbers.
constexpr std::size_t largest_of(std::initializer_list<std::size_t> values) {
    std::size_t largest = 0;
    for (std::size_t value : values) largest = value > largest ? value : largest;
    return largest;
}

/// Any of several models, chosen when a run begins. Programs are not compiled for each of them:
/// they read the moves of four steps from memory, and share one copy of the code that makes the
/// moves.
template <class List>
class AnyOf;

template <PriceModel... Models>
class AnyOf<PriceModelList<Models...>> {
  public:
    static constexpr bool lean = false;
    static constexpr bool has_jumps = true;

    template <int Lanes>
    struct State {
        alignas(Lanes == 1 ? 8 : 64) unsigned char bytes[largest_of(
            {sizeof(typename Models::template State<Lanes>)...})];
    };
    /// The moves of four steps.
    template <int Lanes>
    struct Moves {
        PerLane<float, Lanes> increment[words_per_quartet];
        PerLane<float, Lanes> variance[words_per_quartet];
        PerLane<float, Lanes> log2_ratio[words_per_quartet];
        PerLane<float, Lanes> jump[words_per_quartet];
        LaneSet jumped[words_per_quartet];
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
    LIQ_HD_APART void draw(State<Lanes>& state, Moves<Lanes>& moves, Sampling const& sampling,
                           Sampling::State<Lanes>& sampled, PathsAndQuartet const& at) const {
        with_model([&]<class Model>(Model const& model) {
            make_moves(model, state_of<Model, Lanes>(state), moves, sampling, sampled, at);
        });
    }
    template <int Lanes>
    LIQ_HD LogPrice advance(State<Lanes>& /*state*/, Moves<Lanes> const& moves, int within,
                            int lane) const {
        return moves.increment[within][lane];
    }
    template <int Lanes>
    LIQ_HD float step_variance(State<Lanes> const& /*state*/, Moves<Lanes> const& moves, int within,
                               int lane) const {
        return moves.variance[within][lane];
    }
    template <int Lanes>
    LIQ_HD float log2_variance_ratio(Moves<Lanes> const& moves, int within, int lane) const {
        return moves.log2_ratio[within][lane];
    }
    template <int Lanes>
    LIQ_HD LaneSet jumped(Moves<Lanes> const& moves, int within) const {
        return moves.jumped[within];
    }
    template <int Lanes>
    LIQ_HD LogPrice jump(Moves<Lanes> const& moves, int within, int lane) const {
        return moves.jump[within][lane];
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
                                  Moves<Lanes>& moves, Sampling const& sampling,
                                  Sampling::State<Lanes>& sampled, PathsAndQuartet const& at) {
        typename Model::template Noise<Lanes> noise;
        PriceDraws const draws = price_draws(sampling, at);
        model.draw(noise, draws);
        sampling.shape(sampled, noise, at);
#pragma unroll 1
        for (int within = 0; within < words_per_quartet; ++within) {
            for_each_lane_in_step<Lanes>([&](int lane) LIQ_INLINED {
                moves.increment[within][lane] = model.advance(state, noise, within, lane);
            });
            model.template advance_rest<Lanes>(state, noise, within, moves.increment[within]);
            for_each_lane<Lanes>([&](int lane) LIQ_INLINED {
                moves.variance[within][lane] = model.step_variance(state, lane);
                moves.log2_ratio[within][lane] =
                    model.template log2_variance_ratio<Lanes>(state, lane);
                moves.jump[within][lane] = 0.0f;
            });
            moves.jumped[within] =
                model.template jump<Lanes>(state, noise, draws, within, moves.jump[within]);
        }
    }

    int index_;
    alignas(8) unsigned char model_[largest_of({sizeof(Models)...})];
};

using AnyPrice = AnyOf<PriceModels>;

}  // namespace liq::inline LIQ_TARGET
