// Resting depth and its inverse: power laws and tables, exact and on a path (models/law.md 5).
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "models/impact/displacement.hpp"
#include "tests/support/depth_under_test.hpp"

namespace liq::tests {
namespace {

constexpr double exponents[]{.5, 1, 1.16, 2, 3};

/// Points of a power law.
ExactDepth sampled(double one_percent, double kappa, std::vector<double> const& distance) {
    ExactDepth const law = ExactDepth::power_law(one_percent, kappa);
    std::vector<double> usd;
    for (double const u : distance) usd.push_back(law.at(u));
    return table_of(distance, usd);
}

std::vector<ExactDepth> exact_sides() {
    std::vector<ExactDepth> sides{sample_book().bid, sample_book().ask, table_of({.01}, {4e8})};
    for (double const kappa : exponents) sides.push_back(ExactDepth::power_law(5e8, kappa));
    return sides;
}

TEST(ExactDepth, HasAnInverse) {
    for (ExactDepth const& side : exact_sides()) {
        for (double usd = 1; usd < 1e12; usd *= 1.37) {
            EXPECT_NEAR(side.at(side.inverse(usd)) / usd, 1, 1e-12) << usd;
        }
    }
}

TEST(ExactDepth, HasTheSlopeOfItsDifferences) {
    for (ExactDepth const& side : exact_sides()) {
        for (double u : {.0004, .0013, .003, .0049, .013, .03, .07, .4}) {
            double const du = u * 1e-6;
            double const slope = (side.at(u + du) - side.at(u - du)) / (2 * du);
            EXPECT_NEAR(side.slope(u) / slope, 1, 1e-8) << u;
        }
    }
}

TEST(ExactDepth, GoesThroughItsPointsAndOnByThePowerLawOfTheLastTwo) {
    ExactDepth const side = sample_book().bid;
    EXPECT_EQ(side.at(0), 0);
    EXPECT_NEAR(side.at(.0005), 5e6, 1e-6) << "the line from (0, 0)";
    EXPECT_NEAR(side.at(.002), 3.5e7, 1e-6);
    EXPECT_NEAR(side.at(.015), (4e8 + 1.1e9) / 2, 1e-5);
    double const kappa = std::log(2e9 / 1.1e9) / std::log(.05 / .02);
    EXPECT_NEAR(side.at(.1), 2e9 * std::pow(2, kappa), 1e-3);
}

TEST(DepthOfAPath, IsTheExactOneToSinglePrecision) {
    DepthUnderTest const depth({.book = sample_book()});
    ExactBook const book = sample_book();
    for (double usd = 2; usd < 1e11; usd *= 1.013) {
        auto const e = static_cast<Usd>(usd);
        EXPECT_NEAR(depth.disp(e) / -book.bid.inverse(e), 1, 2e-6) << usd;
        EXPECT_NEAR(depth.disp(-e) / book.ask.inverse(e), 1, 2e-6) << usd;
    }
}

TEST(DepthOfAPath, IsRecoveredFromItsInverse) {
    for (double const kappa : exponents) {
        ImpactParameters impact{.depth = {5e8, 3.5e8}};
        impact.exponent = kappa;
        for (bool const with_table : {false, true}) {
            DepthTables const tables =
                with_table ? build_depth_tables(sample_book()) : DepthTables{};
            DepthCurves const curves(view_of(tables), impact);
            for (float usd = 10; usd < 1e12f; usd *= 1.11f) {
                for (bool const bid : {true, false}) {
                    float const u = curves.distance_of(bid, usd, 0);
                    if (u > 60) continue;  // prices are moved by at most 64
                    float const back = curves.notional_within(bid, u);
                    EXPECT_NEAR(back / usd, 1, 4e-6) << "kappa " << kappa << ", " << usd;
                }
            }
        }
    }
}

TEST(DepthOfAPath, NeverFallsAndHasNoJumpAcrossThePointsOfATable) {
    DepthUnderTest const depth({.book = sample_book()});
    ExactBook const book = sample_book();
    for (int k = 1; k <= book.bid.points; ++k) {
        for (auto const& [side, sign] : {std::pair{&book.bid, 1.0F}, std::pair{&book.ask, -1.0F}}) {
            float usd = static_cast<float>(side->notional[k]);
            for (int i = 0; i < 200; ++i) usd = std::nextafter(usd, 0.0F);
            float before = std::abs(depth.disp(sign * usd));
            for (int i = 0; i < 400; ++i) {
                usd = std::nextafter(usd, 1e30F);
                float const now = std::abs(depth.disp(sign * usd));
                EXPECT_GE(now, before * (k < side->points ? 1 : 1 - 2e-7F)) << usd;
                EXPECT_LE(now, before * (1 + 2e-6F)) << usd;
                before = now;
            }
            EXPECT_NEAR(before, side->distance[k], side->distance[k] * 5e-5);
        }
    }
}

TEST(DepthOfAPath, OfATableOnALineIsLinearImpactEverywhere) {
    std::vector<double> const points{.001, .004, .01, .03};
    DepthUnderTest const table({.book = {sampled(5e8, 1, points), sampled(3.5e8, 1, points)}});
    DepthUnderTest const law({});
    for (float usd = 2; usd < 1e12f; usd *= 1.07f) {
        for (float const e : {usd, -usd}) {
            EXPECT_NEAR(table.disp(e) / law.disp(e), 1, 3e-6) << e;
        }
    }
}

TEST(DepthOfAPath, OfATableOnAPowerLawIsThatLawAtItsPointsAndBeyond) {
    std::vector<double> points;  // as many as a table may have
    for (int k = 1; k <= max_depth_points; ++k) points.push_back(.0004 * k);
    for (double const kappa : exponents) {
        DepthChoices choices;
        choices.impact.exponent = kappa;
        DepthUnderTest const law(choices);
        choices.book = {sampled(5e8, kappa, points), sampled(3.5e8, kappa, points)};
        DepthUnderTest const table(choices);
        for (int k = 1; k <= max_depth_points; ++k) {
            auto const e = static_cast<Usd>(choices.book.bid.notional[k]);
            EXPECT_NEAR(table.disp(e) / law.disp(e), 1, 4e-6) << "kappa " << kappa << ", " << k;
        }
        for (float e = static_cast<float>(choices.book.bid.notional[64]); e < 1e13f; e *= 1.9f) {
            EXPECT_NEAR(table.disp(e) / law.disp(e), 1, 6e-6) << "kappa " << kappa << ", " << e;
            EXPECT_NEAR(table.disp(-e) / law.disp(-e), 1, 6e-6) << "kappa " << kappa << ", " << e;
        }
    }
}

TEST(DepthOfAPath, OfAPowerLawHasTheBitsOfThePowerLawImpact) {
    for (double const kappa : exponents) {
        DepthChoices choices;
        choices.impact.exponent = kappa;
        DepthUnderTest const depth(choices);
        PowerLawImpact const impact(choices.impact);
        for (float usd = .5f; usd < 1e13f; usd *= 1.07f) {
            EXPECT_EQ(depth.disp(usd, .1f), impact.displacement(usd, 0));
            EXPECT_EQ(depth.disp(-usd, .1f), impact.displacement(-usd, 0));
        }
    }
}

TEST(DepthOfAPath, IsLinearForAFlatBookAndASquareRootForALinearOne) {
    DepthChoices choices;
    choices.impact.exponent = 1;
    EXPECT_NEAR(DepthUnderTest(choices).disp(2.5e8f), -.005, 1e-8);
    EXPECT_NEAR(DepthUnderTest(choices).disp(2e9f), -.04, 1e-7);
    choices.impact.exponent = 2;
    EXPECT_NEAR(DepthUnderTest(choices).disp(2e9f), -.02, 1e-7);
    EXPECT_NEAR(DepthUnderTest(choices).disp(-3.5e8f / 16), .0025, 1e-8);
}

TEST(DepthOfAPath, StaysFiniteForAnyTableThatASnapshotMayHave) {
    std::vector<ExactBook> books;
    for (double const d : {1e-9, 1e-3, 30.}) {
        for (double const usd : {1e-3, 1., 1e15}) {
            ExactDepth const one = table_of({d}, {usd});
            ExactDepth const flat = table_of({d, d * 1.0001}, {usd, usd * 1e6});
            ExactDepth const steep = table_of({d, d * 2}, {usd, usd * (1 + 1e-12)});
            books.insert(books.end(), {{one, one}, {flat, steep}, {steep, flat}});
        }
    }
    for (ExactBook const& book : books) {
        DepthChoices choices{.book = book, .walls = {{-.1f, 1e18f, 0}, {.1f, 1e18f, 0}}};
        choices.withdrawal = {.sensitivity = 1e6, .floor = 1e-300};
        for (bool const with_walls : {false, true}) {
            if (!with_walls) choices.walls.clear();
            DepthUnderTest depth(choices);
            for (float const fuel : {0.0f, 1e14f}) {
                depth.withdraw(fuel, fuel);
                for (float const e : {1.0f, 1e6f, 1e14f}) {
                    for (float const x : {0.0f, -.4f, 2.0f}) {
                        EXPECT_LE(depth.disp(e, x), 0);
                        EXPECT_GE(depth.disp(e, x), -64);
                        EXPECT_GE(depth.disp(-e, x), 0);
                        EXPECT_LE(depth.disp(-e, x), 64);
                    }
                }
            }
        }
    }
}

}  // namespace
}  // namespace liq::tests
