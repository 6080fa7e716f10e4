/// \file
/// The depth of one path for a test: `MarketDepth` with the tables that it reads.
#pragma once

#include <cmath>
#include <utility>
#include <vector>

#include "kernels/depth_tables.hpp"
#include "models/cascade/pressure_parameters.hpp"
#include "models/impact/market_depth.hpp"

namespace liq::tests {

/// Valid as long as the tables.
inline DepthView view_of(DepthTables const& tables) {
    return {tables.notional.data(),
            tables.distance.data(),
            tables.per_usd.data(),
            tables.points,
            tables.bid,
            tables.ask};
}

inline ExactDepth table_of(std::vector<double> const& distance,
                           std::vector<double> const& notional) {
    return ExactDepth::table(distance.data(), notional.data(), static_cast<int>(distance.size()));
}

/// A table like those of real books: thin at first, asymmetric, with a tail that is another power
/// law.
inline ExactBook sample_book() {
    return {table_of({.001, .002, .0035, .01, .02, .05}, {1e7, 3.5e7, 6e7, 4e8, 1.1e9, 2e9}),
            table_of({.001, .002, .0035, .01, .02, .05}, {8e6, 2e7, 6.5e7, 3e8, 7e8, 1.9e9})};
}

inline constexpr double depth_step_years = Duration{300}.years();

/// What a test may choose; a book without points is the power law of `impact`.
struct DepthChoices {
    ImpactParameters impact{.depth = {5e8, 3.5e8}};
    WithdrawalParameters withdrawal{};
    ExactBook book{};
    std::vector<Wall> walls{};
    double market_fraction = 1;
};

/// One lane.
class DepthUnderTest {
  public:
    explicit DepthUnderTest(DepthChoices choices)
        : choices_(std::move(choices)),
          tables_(choices_.book.bid.points > 0 ? build_depth_tables(choices_.book) : DepthTables{}),
          depth_(parameters(), depth_step_years) {
        depth_.start(state_, 0);
    }
    DepthUnderTest(DepthUnderTest const&) = delete;
    DepthUnderTest& operator=(DepthUnderTest const&) = delete;

    /// disp(E) at the fundamental price x.
    [[nodiscard]] LogPrice disp(Usd imbalance, LogPrice x = 0) const {
        return depth_.displacement(state_, 0, imbalance, x);
    }
    [[nodiscard]] LogPrice past_walls(Usd imbalance) const {
        return depth_.past_walls(state_, 0, imbalance);
    }
    /// \param ahead  when, as a share of a step from now
    void visit(Usd imbalance, LogPrice x, float ahead = 0) {
        depth_.use_walls(state_, 0, imbalance, x, ahead);
    }
    [[nodiscard]] Walls::Part wall(int i) {
        PressureParameters const p = parameters();
        return Walls(p.walls, p.impact.resilience, depth_step_years).at(state_.walls, 0, i, 0.0f);
    }
    void begin_step(float log2_variance_ratio = 0) {
        depth_.begin_step(state_, 0, log2_variance_ratio);
    }
    /// Orders of this fuel drive depth away.
    void withdraw(Usd fuel_long, Usd fuel_short) {
        depth_.withdraw(state_, 0, fuel_long, fuel_short);
    }
    void next_step() { begin_step(); }
    void rewind() { depth_.rewind(state_, 0, 0.0f); }
    void pass_time(float share) { depth_.pass_time(state_, 0, share); }
    [[nodiscard]] LogPrice relaxed(Usd imbalance, LogPrice before) const {
        PerLane<Usd, 1> const e{{imbalance}};
        PerLane<LogPrice, 1> displaced{{before}};
        depth_.relax(state_, e, displaced);
        return displaced[0];
    }
    [[nodiscard]] double log2_depth() const { return state_.log_depth[0]; }

  private:
    PressureParameters parameters() {
        PressureParameters p;
        p.cascade.market_fraction = choices_.market_fraction;
        p.impact = choices_.impact;
        p.withdrawal = choices_.withdrawal;
        p.depth = view_of(tables_);
        p.walls = {choices_.walls.data(), static_cast<int>(choices_.walls.size())};
        return p;
    }

    DepthChoices choices_;
    DepthTables tables_;
    MarketDepth depth_;
    MarketDepth::State<1> state_;
};

}  // namespace liq::tests
