// Cascades in smooth books end where theory says (models/law.md 9.4), through the engine's own
// `settle`.
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "models/exact/cascade_fixed_point.hpp"
#include "tests/support/settled.hpp"

namespace liq::tests {
namespace {

constexpr double usd_per_level = 1e6;

/// A book with the same fuel at every `stride`-th level, so that the grid's spacing is stride * h.
LevelFuel even_fuel(int stride) {
    LevelFuel fuel;
    auto const ticks = static_cast<FuelTicks>(usd_per_level * stride) * ticks_per_usd;
    for (int level = stride; level <= grid::levels; level += stride) fuel.add(level, ticks, 0);
    return fuel;
}

/// Depth such that a density of usd_per_level/h meets D(u) = d u with n = ell/d.
ImpactParameters flat_impact(double n) {
    double const density = usd_per_level / grid::spacing;
    ImpactParameters impact;
    impact.depth = {density / n * 0.01, density / n * 0.01};
    return impact;
}

/// Depth such that it meets D(u) = B u^2 with r = ell/B.
ImpactParameters square_root_impact(double r) {
    double const density = usd_per_level / grid::spacing;
    ImpactParameters impact;
    impact.exponent = 2;
    impact.depth = {density / r * 1e-4, density / r * 1e-4};
    return impact;
}

std::string inputs(char const* book, double parameter, double shock, int stride) {
    std::ostringstream text;
    text << book << " " << parameter << ", shock " << shock << ", spacing " << stride << " h";
    return text.str();
}

/// How far the price falls after a shock, on longs below, or rises, on shorts above.
double final_move(Side side, int stride, ImpactParameters const& impact, double shock) {
    SettledBook book(side == Side::long_side ? even_fuel(stride) : LevelFuel{},
                     side == Side::short_side ? even_fuel(stride) : LevelFuel{}, {}, impact);
    double const sign = side == Side::long_side ? -1 : 1;
    return sign * book.visit(static_cast<float>(sign * shock)).traded;
}

constexpr double single_precision = 2e-6;  // of the path's own arithmetic, in log distance

struct FlatRow {
    double n, shock, limit;
};
constexpr FlatRow flat_table[]{{.35, .02, .030769}, {.6, .02, .05}, {.9, .02, .20}};

struct SquareRootRow {
    double r, shock, limit;
};
constexpr SquareRootRow square_root_table[]{{.01, .02, .04}, {.05, .03, .1010977}};

TEST(CascadeFixedPoint, ReproducesThePrintedLimits) {
    for (FlatRow const& row : flat_table) {
        EXPECT_NEAR(exact::flat_book_fixed_point(row.shock, row.n), row.limit, 5e-7);
    }
    for (SquareRootRow const& row : square_root_table) {
        EXPECT_NEAR(exact::square_root_fixed_point(row.shock, row.r), row.limit, 5e-8);
    }
}

TEST(CascadeFixedPoint, OfASquareRootBookSolvesItsEquation) {
    for (double shock : {.001, .02, .3}) {
        for (double r : {.001, .05, .2}) {
            double const u = exact::square_root_fixed_point(shock, r);
            EXPECT_NEAR(u, shock + std::sqrt(r * u), 1e-15) << "shock " << shock << ", r " << r;
            double const slope = std::sqrt(r / u) / 2;
            EXPECT_NEAR(exact::square_root_branching_ratio(shock, r), slope, 1e-15);
        }
    }
}

TEST(FlatBook, EndsAtMostOneSpacingOverOneMinusNShortOfTheLimit) {
    for (Side side : {Side::long_side, Side::short_side}) {
        for (FlatRow const& row : flat_table) {
            for (int stride : {1, 2, 4, 8}) {
                double const move = final_move(side, stride, flat_impact(row.n), row.shock);
                double const limit = exact::flat_book_fixed_point(row.shock, row.n);
                SCOPED_TRACE(inputs("flat book, n", row.n, row.shock, stride));
                EXPECT_LE(move, limit + single_precision);
                EXPECT_GE(move, limit - stride * grid::spacing / (1 - row.n) - single_precision);
            }
        }
    }
}

TEST(SquareRootBook, EndsAtMostOneSpacingOverOneMinusNShortOfTheLimit) {
    for (Side side : {Side::long_side, Side::short_side}) {
        for (SquareRootRow const& row : square_root_table) {
            for (int stride : {1, 2, 4}) {
                double const move = final_move(side, stride, square_root_impact(row.r), row.shock);
                double const limit = exact::square_root_fixed_point(row.shock, row.r);
                // The ratio grows towards spot; where the price stopped is where it is largest.
                double const n = std::sqrt(row.r / move) / 2;
                SCOPED_TRACE(inputs("square-root book, r", row.r, row.shock, stride));
                EXPECT_LE(move, limit + single_precision);
                EXPECT_GE(move, limit - stride * grid::spacing / (1 - n) - single_precision);
            }
        }
    }
}

/// Mean distance from the limit over shocks spread evenly over whole periods of (1 - n) s.
double mean_error(double n, int stride) {
    int const n_shocks = 400;
    double sum = 0;
    for (int i = 0; i < n_shocks; ++i) {
        double const shock = 0.02 + 16 * (1 - n) * grid::spacing * (i + 0.5) / n_shocks;
        double const move = final_move(Side::long_side, stride, flat_impact(n), shock);
        sum += exact::flat_book_fixed_point(shock, n) - move;
    }
    return sum / n_shocks;
}

// u = a + n s k, k = floor(u/s), for the spacing s, so the error is n/(1 - n) times u mod s. The
// least such k leaves a remainder between n s and s, evenly spread over shocks: a mean of s (1 +
// n)/2.
TEST(FlatBook, HalvesItsErrorWithTheSpacing) {
    for (double n : {.35, .6}) {
        for (int stride : {8, 4, 2, 1}) {
            double const expected = stride * grid::spacing * n * (1 + n) / (2 * (1 - n));
            EXPECT_NEAR(mean_error(n, stride) / expected, 1, .02)
                << inputs("flat book, n", n, .02, stride);
        }
    }
}

TEST(FlatBook, IsUnmovedByAShockThatReachesNoLevel) {
    double const shock = 0.99 * grid::spacing;
    EXPECT_EQ(final_move(Side::long_side, 1, flat_impact(.9), shock),
              static_cast<double>(static_cast<float>(shock)));
}

TEST(FlatBook, WithABranchingRatioAboveOneIsSweptToItsEnd) {
    SettledBook book(even_fuel(1), {}, {.max_rounds = 1000}, flat_impact(1.05));
    Settled const end = book.visit(-0.0105f);
    EXPECT_EQ(end.sweep.long_to, grid::levels);
    EXPECT_FALSE(end.sweep.exhausted);
}

// Only the share phi reaches the book, and the mark follows only omega of the impact; both scale
// the branching ratio (models/law.md 6).
TEST(FlatBook, SeesTheMarketFractionAndThePassThroughInItsBranchingRatio) {
    double const n = .8, shock = .0205;
    for (double fraction : {.25, .5}) {
        SettledBook by_fraction(even_fuel(1), {}, {.market_fraction = fraction}, flat_impact(n));
        double const limit = exact::flat_book_fixed_point(shock, fraction * n);
        double const fall = -by_fraction.visit(static_cast<float>(-shock)).traded;
        EXPECT_LE(fall, limit + single_precision);
        EXPECT_GE(fall, limit - grid::spacing / (1 - fraction * n) - single_precision);

        SettledBook by_mark(even_fuel(1), {}, {.mark_pass_through = fraction}, flat_impact(n));
        double const moved = -by_mark.visit(static_cast<float>(-shock)).traded - shock;
        double const mark = shock + fraction * moved;
        EXPECT_LE(mark, limit + single_precision);
        EXPECT_GE(mark, limit - grid::spacing / (1 - fraction * n) - single_precision);
    }
}

}  // namespace
}  // namespace liq::tests
