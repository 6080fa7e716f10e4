/// \file
/// The full cascade of one path for a test, with its ladder, inflow and memory. The test chooses
/// the prices that are visited.
#pragma once

#include <utility>
#include <vector>

#include "kernels/build_inflow.hpp"
#include "kernels/build_ladder.hpp"
#include "kernels/plan_views.hpp"
#include "models/cascade/full_cascade.hpp"
#include "tests/support/settled.hpp"

namespace liq::tests {

/// What a test chooses of a class of a living book.
struct ClassTerms {
    LevelFuel longs, shorts;
    std::vector<InflowKind> inflow[n_sides];
    DurationOrNever turnover{{}, true};
    PerSide target{1, 1};
};

/// What a test can choose: the terms of the first class, and the rest. The views of the book are
/// made from them.
struct FullTerms : ClassTerms {
    std::vector<ClassTerms> more_classes;
    Duration refresh{3600};
    Refill refill = Refill::target;
    PressureParameters pressure;
    double step_years = Duration{300}.years();
};

inline LivingClass class_of(ClassTerms const& terms) {
    return {terms.turnover,
            terms.target,
            {build_ladder_side(terms.longs), build_ladder_side(terms.shorts)},
            {build_inflow_side(Side::long_side, terms.inflow[0]),
             build_inflow_side(Side::short_side, terms.inflow[1])}};
}

/// What the plan of these terms has of a book.
inline Plan book_plan(FullTerms const& terms) {
    Plan plan;
    plan.step_years = terms.step_years;
    plan.book.refresh = terms.refresh;
    plan.book.refill = terms.refill;
    plan.classes.push_back(class_of(terms));
    LevelFuel longs = terms.longs, shorts = terms.shorts;
    for (ClassTerms const& more : terms.more_classes) {
        plan.classes.push_back(class_of(more));
        longs.add(more.longs);
        shorts.add(more.shorts);
    }
    plan.ladder = {build_ladder_side(longs), build_ladder_side(shorts)};
    return plan;
}

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
        : plan_(book_plan(terms)),
          words_(static_cast<std::size_t>(
                     Cascade::bytes(true, static_cast<int>(plan_.classes.size()))) /
                     8 +
                 1),
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
        return side == Side::long_side ? plan_.ladder.longs : plan_.ladder.shorts;
    }

  private:
    PressureParameters views(FullTerms const& terms) {
        PressureParameters p = terms.pressure;
        LadderSide const &longs = plan_.ladder.longs, &shorts = plan_.ladder.shorts;
        p.ladder = {view_of(longs), view_of(shorts)};
        p.bankruptcy = {{longs.gap_weight.data(), shorts.gap_weight.data()}};
        p.living = living_numbers_of(plan_);
        for (std::size_t i = 0; i < plan_.classes.size(); ++i) {
            place_class(plan_.classes[i], p.living.classes[i],
                        [](auto& view, auto const& table, auto&... count) {
                            view = table.data();
                            ((count = static_cast<int>(table.size())), ...);
                        });
        }
        p.memory.base = reinterpret_cast<unsigned char*>(words_.data());
        p.memory.layout.bytes = static_cast<int>(words_.size() * 8);
        return p;
    }

    Plan plan_;
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
