/// \file
/// The full cascade of one path for a test, with its ladder, inflow and memory. The test chooses
/// the prices that are visited.
#pragma once

#include <utility>
#include <vector>

#include "kernels/build_inflow.hpp"
#include "kernels/build_ladder.hpp"
#include "models/cascade/full_cascade.hpp"
#include "tests/support/settled.hpp"

namespace liq::tests {

/// What a test can choose. The views of the book are made from `longs`, `shorts` and `inflow`.
struct FullTerms {
    LevelFuel longs, shorts;
    std::vector<InflowKind> inflow[n_sides];
    PressureParameters pressure;
    double step_years = Duration{300}.years();
};

/// One level that was removed.
struct Removal {
    Side side;
    int level;
    FuelTicks fuel;
};

/// \tparam Book  FrozenBook or LivingBook
template <class Book>
class FullBook {
  public:
    using Cascade = FullCascade<Book>;

    explicit FullBook(FullTerms const& terms)
        : longs_(build_ladder_side(terms.longs)),
          shorts_(build_ladder_side(terms.shorts)),
          inflow_{build_inflow_side(Side::long_side, terms.inflow[0]),
                  build_inflow_side(Side::short_side, terms.inflow[1])},
          words_(static_cast<std::size_t>(Cascade::bytes(true)) / 8 + 1),
          cascade_(views(terms), terms.step_years) {
        cascade_.start(state_, 0);
    }
    FullBook(FullBook const&) = delete;
    FullBook& operator=(FullBook const&) = delete;

    /// Visits the fundamental price x, as a path does; returns what it removed.
    std::vector<Removal> visit(LogPrice x) {
        std::vector<Removal> removals;
        if (cascade_.touches(state_, 0, x, x) != 0) {
            Sweep const sweep =
                cascade_.settle(state_, 0, x, [&](Side side, int level, FuelTicks fuel) {
                    removals.push_back({side, level, fuel});
                });
            exhausted_ += sweep.exhausted ? 1 : 0;
            cascade_.visited(state_, 0, x);
        }
        x_ = x;
        return removals;
    }
    /// Ends a step, with a renewal if one is due, and begins the next.
    RemovedFuel next_step() {
        RemovedFuel const fuel = end_step();
        cascade_.begin_step(state_, before_, 0, 0.0f);
        cascade_.relax(state_);
        return fuel;
    }
    RemovedFuel end_step() {
        RemovedFuel const fuel = cascade_.close_step(state_, 0);
        if (cascade_.refresh_due(++step_)) cascade_.refresh(state_, {{x_}});
        return fuel;
    }

    [[nodiscard]] LogPrice traded(LogPrice x) const { return cascade_.traded(state_, 0, x); }
    [[nodiscard]] RemovedFuel removed() const { return cascade_.removed(state_, 0); }
    [[nodiscard]] CascadeEnd end() const { return cascade_.path_end(state_, 0); }
    [[nodiscard]] FundAccount const& fund() const { return cascade_.fund(0); }
    [[nodiscard]] int fund_emptied() const { return cascade_.fund_emptied(state_, 0); }
    [[nodiscard]] int step() const { return step_; }
    [[nodiscard]] int exhausted() const { return exhausted_; }
    [[nodiscard]] typename Cascade::template State<1> const& state() const { return state_; }
    [[nodiscard]] LadderSide const& ladder(Side side) const {
        return side == Side::long_side ? longs_ : shorts_;
    }

  private:
    PressureParameters views(FullTerms const& terms) {
        PressureParameters p = terms.pressure;
        p.ladder = {view_of(longs_), view_of(shorts_)};
        p.bankruptcy = {{longs_.gap_weight.data(), shorts_.gap_weight.data()}};
        for (std::size_t side = 0; side < n_sides; ++side) {
            p.inflow.sides[side] = view_of(inflow_[side]);
        }
        p.memory.base = reinterpret_cast<unsigned char*>(words_.data());
        p.memory.layout.bytes = static_cast<int>(words_.size() * 8);
        return p;
    }

    LadderSide longs_, shorts_;
    InflowSide inflow_[n_sides];
    std::vector<std::uint64_t> words_;

  protected:
    Cascade cascade_;
    typename Cascade::template State<1> state_;
    typename Cascade::template Before<1> before_;
    LogPrice x_ = 0;
    int step_ = 0;
    int exhausted_ = 0;
};

}  // namespace liq::tests
