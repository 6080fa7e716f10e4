/// \file
/// Steps of one path with a full cascade for a test, each walked whole (kernels/path_walk.hpp). The
/// test chooses the ends of X and the uniform variates of its extremes.
#pragma once

#include <cmath>
#include <cstdint>

#include "kernels/path_walk.hpp"
#include "models/book/frozen_book.hpp"
#include "tests/support/full_book.hpp"

namespace liq::tests {

class WalkedFull : public FullBook<FrozenBook> {
  public:
    explicit WalkedFull(FullTerms const& terms) : FullBook(terms) {}

    /// Begins another path.
    void restart(std::uint64_t path) {
        path_ = path;
        x_ = 0;
        step_ = 0;
        exhausted_ = 0;
        cascade_.start(state_, 0);
    }

    /// One step of X to `to` with the variance v, and its visit at the end.
    /// \param low, high  uniform variates of the extremes
    /// \return the extremes of P
    Extremes walk(LogPrice to, double v, double low, double high) {
        next_step();
        auto const variance = static_cast<float>(v);
        Spreads const spreads{variance * static_cast<float>(std::log(low)),
                              variance * static_cast<float>(std::log(high))};
        LogPrice const i = cascade_.impact_before(state_, before_, 0);
        LogPrice const j = cascade_.impact(state_, 0);
        Extremes const mark = extremes(cascade_.mark_of(x_, i), cascade_.mark_of(to, j), spreads);
        Extremes traded = extremes(x_ + i, to + j, spreads);
        if (cascade_.touches(state_, 0, {mark.low, mark.high}, {0.0f, 0.0f}) != 0) {
            StepBetween const step{x_, to, variance, spreads, to > x_};
            Settling const settling{*this};
            WalkState state;
            traded = PathWalk<Cascade, 1, Settling>(cascade_, state_, 0, step, settling, state)
                         .run(before_, mark, traded);
        }
        visit(to);
        return traded;
    }
    [[nodiscard]] LogPrice x() const { return x_; }

  private:
    struct Settling {
        WalkedFull& path;
        bool at(LogPrice x, LevelsComeTo come_to) const {
            bool const exhausted =
                path.cascade_.settle(path.state_, 0, x, nothing, come_to).exhausted;
            path.exhausted_ += exhausted ? 1 : 0;
            path.cascade_.visited(path.state_, 0, x);
            return exhausted;
        }
        bool together(LogPrice x, LogPrice mark, float limit, bool only_look) const {
            return path.cascade_.take_together(path.state_, 0, x, mark, limit, only_look, nothing);
        }
        PathStep address() const {
            return {path.seed_, path.path_, static_cast<std::uint32_t>(path.step_)};
        }
        static void nothing(Side /*side*/, int /*level*/, FuelTicks /*fuel*/) {}
    };

    static Extremes extremes(LogPrice from, LogPrice to, Spreads const& spreads) {
        float const low = way_by_extreme(from - to, spreads.low);
        float const high = way_by_extreme(from - to, spreads.high);
        return {.5f * (from + to - low), .5f * (from + to + high)};
    }

    std::uint64_t seed_ = 1, path_ = 0;
};

}  // namespace liq::tests
