/// \file
/// Steps of one path with a frozen cascade for a test, each walked whole (kernels/path_walk.hpp).
/// The test chooses the ends of X and the uniform variates of its extremes.
#pragma once

#include <cmath>
#include <cstdint>

#include "kernels/build_ladder.hpp"
#include "kernels/path_walk.hpp"
#include "models/cascade/frozen_cascade.hpp"
#include "tests/support/settled.hpp"

namespace liq::tests {

/// What a test may choose of the path.
struct WalkTerms {
    LevelFuel longs, shorts;
    CascadeParameters cascade{};
    ImpactParameters impact{};
    WithdrawalParameters withdrawal{};
    double step_years = Duration{300}.years();
    std::uint64_t seed = 1;
};

/// What a walk from one price of X to another does with the variance v between them.
/// \param low, high  uniform variates of the extremes
/// \return the extremes of P
template <class Cascade, class Settling>
Extremes walked_between(Cascade const& cascade, typename Cascade::template State<1>& state,
                        typename Cascade::template Before<1> const& before, LogPrice from,
                        LogPrice to, double v, double low, double high, Settling const& settling) {
    auto const variance = static_cast<float>(v);
    Spreads const spreads{variance * static_cast<float>(std::log(low)),
                          variance * static_cast<float>(std::log(high))};
    auto const extremes = [&](LogPrice begin, LogPrice end) -> Extremes {
        float const down = way_by_extreme(begin - end, spreads.low);
        float const up = way_by_extreme(begin - end, spreads.high);
        return {.5f * (begin + end - down), .5f * (begin + end + up)};
    };
    LogPrice const i = cascade.impact_before(state, before, 0), j = cascade.impact(state, 0);
    Extremes const mark = extremes(cascade.mark_of(from, i), cascade.mark_of(to, j));
    Extremes const traded = extremes(from + i, to + j);
    if (cascade.touches(state, 0, {mark.low, mark.high}, {0.0f, 0.0f}) == 0) return traded;
    StepBetween const step{from, to, variance, spreads, to > from};
    WalkState walk;
    return PathWalk<Cascade, 1, Settling>(cascade, state, 0, step, settling, walk)
        .run(before, mark, traded);
}

/// \tparam Depth  SteadyDepth or WithdrawingDepth
template <class Depth = SteadyDepth>
class WalkedPath {
  public:
    using Cascade = FrozenCascade<Depth>;

    explicit WalkedPath(WalkTerms const& terms)
        : seed_(terms.seed),
          longs_(build_ladder_side(terms.longs)),
          shorts_(build_ladder_side(terms.shorts)),
          cascade_(
              {terms.cascade, terms.impact, terms.withdrawal, {view_of(longs_), view_of(shorts_)}},
              terms.step_years) {
        restart(0);
    }
    WalkedPath(WalkedPath const&) = delete;
    WalkedPath& operator=(WalkedPath const&) = delete;

    /// Begins another path.
    void restart(std::uint64_t path) {
        path_ = path;
        step_ = 0;
        x_ = 0;
        exhausted_ = 0;
        cascade_.start(state_, 0);
    }

    /// One step of X to `to` with the variance v, and its visit at the end.
    /// \param low, high  uniform variates of the extremes
    /// \return the extremes of P
    Extremes step(LogPrice to, double v, double low, double high) {
        cascade_.begin_step(state_, before_, 0);
        Extremes const traded =
            walked_between(cascade_, state_, before_, x_, to, v, low, high, Settling{*this});
        x_ = to;
        ++step_;
        if (cascade_.touches(state_, 0, to, to) != 0)
            exhausted_ += cascade_.settle(state_, 0, to).exhausted ? 1 : 0;
        return traded;
    }

    [[nodiscard]] LogPrice traded() const { return cascade_.traded(state_, 0, x_); }
    [[nodiscard]] Usd imbalance() const { return state_.imbalance[0]; }
    [[nodiscard]] float log2_depth() const { return state_.log_depth[0]; }
    [[nodiscard]] int long_swept() const { return state_.long_swept[0]; }
    [[nodiscard]] int short_swept() const { return state_.short_swept[0]; }
    [[nodiscard]] RemovedFuel removed() const { return cascade_.removed(state_, 0); }
    [[nodiscard]] int exhausted() const { return exhausted_; }

  private:
    struct Settling {
        WalkedPath& path;
        bool at(LogPrice x, LevelsComeTo come_to) const {
            bool const exhausted = path.cascade_.settle(path.state_, 0, x, come_to).exhausted;
            path.exhausted_ += exhausted ? 1 : 0;
            return exhausted;
        }
        bool together(LogPrice x, LogPrice mark, float limit, bool only_look) const {
            Sweep sweep;
            return path.cascade_.take_together(path.state_, 0, x, mark, limit, only_look, sweep);
        }
        PathStep address() const { return {path.seed_, path.path_, path.step_}; }
    };

    std::uint64_t seed_, path_ = 0;
    std::uint32_t step_ = 0;
    LadderSide longs_, shorts_;
    Cascade cascade_;
    typename Cascade::template State<1> state_;
    typename Cascade::template Before<1> before_;
    LogPrice x_ = 0;
    int exhausted_ = 0;
};

}  // namespace liq::tests
