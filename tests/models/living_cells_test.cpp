// The living book against a plain one that puts every position into its bucket when it opens
// (models/law.md 4). Both count in the same whole units, so they must agree to the last one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "tests/support/full_book.hpp"

namespace liq::tests {
namespace {

/// One side, distances outwards.
class PlainSide {
  public:
    PlainSide(std::vector<FuelTicks> const& fuel, std::vector<InflowKind> const& kinds,
              double outward, double kept, double target)
        : outward_(outward), kept_(kept), numbers_(kept, target, !kinds.empty()) {
        FuelTicks initial = 0, up_to = 0;
        for (FuelTicks const ticks : fuel) initial += ticks;
        first_worth_ = numbers_.first_worth(initial);
        std::int64_t before = 0;
        for (int level = 1; level <= grid::levels; ++level) {
            up_to += fuel[static_cast<std::size_t>(level)];
            std::int64_t const units =
                std::llround(static_cast<double>(up_to) * (1 / first_worth_));
            holds_[level] = units - before;
            before = units;
        }
        double sum = 0, exact = 0;
        for (InflowKind const& kind : kinds) sum += kind.weight;
        std::map<int, double> shares;
        for (InflowKind const& kind : kinds) {
            double const distance = outward * kind.offset * 1024;
            double const level = std::floor(distance);
            shares[static_cast<int>(level)] += kind.weight / sum * (1 - (distance - level));
            shares[static_cast<int>(level) + 1] += kind.weight / sum * (distance - level);
        }
        std::int64_t so_far = 0;
        for (auto const& [distance, share] : shares) {
            exact += share;
            std::int64_t const now = std::llround(std::ldexp(exact, 22));
            if (now > so_far) mix_[distance] = now - so_far;
            so_far = now;
        }
    }

    /// What a mark reaches, outwards: level and fuel.
    std::vector<std::pair<int, FuelTicks>> take(LogPrice mark) {
        std::vector<std::pair<int, FuelTicks>> taken;
        int const to = static_cast<int>(std::floor(outward_ * mark * 1024));
        for (auto& [level, units] : holds_) {
            if (level > to) break;
            if (units == 0) continue;
            FuelTicks const before = ticks(gone_);
            gone_ += units;
            taken.emplace_back(level, ticks(gone_) - before);
            liquidated += ticks(gone_) - before;
            units = 0;
        }
        return taken;
    }
    void renew(LogPrice traded, LogPrice mark) {
        closed += static_cast<FuelTicks>(
            static_cast<double>(alive()) * (first_worth_ * worth_ * (1 - kept_)) + .5);
        worth_ *= kept_;
        gone_ = 0;
        ASSERT_GE(worth_, std::ldexp(1., -numbers_.growth())) << "units are counted anew";
        double const z = outward_ * traded * 1024;
        int const at = static_cast<int>(std::floor(z));
        auto const all = std::llrint(numbers_.first_inflow() / worth_);
        auto const behind = std::llrint(static_cast<double>(all) * (z - at));
        int const first = static_cast<int>(std::floor(outward_ * mark * 1024)) + 1;
        std::int64_t units = 0;
        for (auto const& [distance, weight] : mix_) {
            units += open(at + distance, first, (all - behind) * weight);
            units += open(at + 1 + distance, first, behind * weight);
        }
        opened += ticks(units);
        off_grid += ticks((all << 22) - units);
    }
    [[nodiscard]] std::int64_t alive() const {
        std::int64_t sum = 0;
        for (auto const& [level, units] : holds_) sum += units;
        return sum;
    }
    [[nodiscard]] FuelTicks ticks(std::int64_t units) const {
        return static_cast<FuelTicks>(static_cast<double>(units) * (first_worth_ * worth_) + .5);
    }

    FuelTicks opened = 0, closed = 0, liquidated = 0, off_grid = 0;

  private:
    std::int64_t open(int level, int first, std::int64_t units) {
        if (std::abs(level) > grid::levels || std::max(level, first) > grid::levels) return 0;
        holds_[std::max(level, first)] += units;
        return units;
    }

    double outward_, kept_;
    LivingUnits numbers_;
    double first_worth_ = 1, worth_ = 1;
    std::map<int, std::int64_t> holds_, mix_;
    std::int64_t gone_ = 0;
};

/// A random book whose orders do not reach the market, on a walk of a stated width a step.
class TwoBooks {
  public:
    TwoBooks(std::uint64_t seed, double stride) : random_(seed), stride_(stride) {
        for (int i = 0; i < 300; ++i) {
            add(longs_, terms_.longs);
            add(shorts_, terms_.shorts);
        }
        for (int side = 0; side < n_sides; ++side) {
            double const sign = side == 0 ? -1 : 1;
            for (int i = 0; i < 30; ++i)
                terms_.inflow[side].push_back(
                    {sign * std::exp(uniform(-6, .3)), uniform(0, 1), uniform(0, .01)});
            // Some open at levels that the mark has reached.
            if (seed % 3 == 0) terms_.inflow[side].push_back({-sign * .002, 2, .001});
        }
        PressureParameters& p = terms_.pressure;
        p.cascade.market_fraction = 0;
        terms_.turnover = DurationOrNever{Duration{300 * 3600}};
        terms_.target = {uniform(.1, 3), uniform(.1, 3)};
        p.waterfall.enabled = seed % 2 == 0;
    }
    void live(int hours) {
        double const kept = std::exp(-1. / 300);
        FullBook<LivingBook> book(terms_);
        PlainSide plain[]{{longs_, terms_.inflow[0], -1, kept, terms_.target.long_side},
                          {shorts_, terms_.inflow[1], 1, kept, terms_.target.short_side}};
        double x = 0;
        LogPrice last = 0;
        for (int step = 1; step <= 12 * hours; ++step) {
            x += stride_ * uniform(-1, 1) - .002 * x;
            last = static_cast<LogPrice>(x);
            std::vector<std::pair<int, FuelTicks>> found[n_sides];
            for (Removal const& r : book.visit(last))
                found[static_cast<int>(r.side)].emplace_back(r.level, r.fuel);
            for (int side = 0; side < n_sides; ++side)
                ASSERT_EQ(found[side], plain[side].take(last)) << "step " << step;
            book.next_step();
            if (step % 12 == 0)
                for (PlainSide& side : plain) side.renew(last, last);
        }
        CascadeEnd const end = book.end();
        for (int side = 0; side < n_sides; ++side) {
            BookFlows const& f = end.flows[side];
            EXPECT_EQ(f.opened > 0, true);
            EXPECT_NEAR(static_cast<double>(f.opened), static_cast<double>(plain[side].opened),
                        hours);
            EXPECT_NEAR(static_cast<double>(f.inflow_off_grid),
                        static_cast<double>(plain[side].off_grid), hours);
            EXPECT_EQ(f.closed, plain[side].closed);
            EXPECT_EQ(f.liquidated, plain[side].liquidated);
            EXPECT_EQ(f.alive, plain[side].ticks(plain[side].alive()));
        }
    }

  private:
    double uniform(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random_);
    }
    void add(std::vector<FuelTicks>& fuel, LevelFuel& side) {
        fuel.resize(grid::levels + 1);
        int const level = std::uniform_int_distribution<int>(1, grid::levels)(random_);
        auto const ticks = static_cast<FuelTicks>(uniform(0, 1e8));
        fuel[static_cast<std::size_t>(level)] += ticks;
        side.add(level, ticks, ticks / 3);
    }

    std::mt19937_64 random_;
    double stride_;
    FullTerms terms_;
    std::vector<FuelTicks> longs_, shorts_;
};

TEST(LivingCells, HoldWhatBucketsWouldHoldToTheLastUnit) {
    for (std::uint64_t seed = 1; seed <= 12 && !HasFailure(); ++seed)
        TwoBooks(seed, .004).live(400);
}

TEST(LivingCells, BecomeBucketsOnAWidePathAndStayTheSameToTheLastUnit) {
    for (std::uint64_t seed = 21; seed <= 32 && !HasFailure(); ++seed)
        TwoBooks(seed, .03).live(400);
}

/// Fuel alive after so many hours at random prices, without a level being reached.
double alive_after(FullBook<LivingBook>& book, int hours) {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> price(-.01, .01);
    for (int step = 0; step < 12 * hours; ++step) {
        book.visit(static_cast<LogPrice>(price(random)));
        book.next_step();
    }
    return static_cast<double>(book.end().flows[0].alive);
}

TEST(LivingCells, KeepTheirFuelWhereUnitsAreCountedAnew) {
    for (double const turnover_hours : {.1, 1., 6., 30.}) {
        FullTerms terms;
        terms.pressure.cascade.market_fraction = 0;
        terms.turnover =
            DurationOrNever{Duration{static_cast<std::int64_t>(turnover_hours * 3600)}};
        terms.target = {1.5, 1};
        terms.longs.add(700, FuelTicks{1} << 40, 0);
        terms.inflow[0] = {{-.3, 2, 0}, {-.1, 1, 0}};
        FullBook<LivingBook> book(terms);
        double const expected = 1.5 * std::ldexp(1., 40);
        int const hours = 30 + static_cast<int>(60 * turnover_hours);  // several times
        EXPECT_NEAR(alive_after(book, hours) / expected, 1, 1e-3) << turnover_hours;
        BookFlows const f = book.end().flows[0];
        EXPECT_NEAR(static_cast<double>(f.initial + f.opened - f.closed - f.alive), 0,
                    2. * hours + 2.)
            << turnover_hours;
    }
}

}  // namespace
}  // namespace liq::tests
