// Walls: extra resting depth at a price (models/law.md 5), through the class that paths use.
// walls_in_time_test.cpp has what time does to them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/support/depth_under_test.hpp"

namespace liq::tests {
namespace {

constexpr double fall = -.03, deep = -.05, rise = .02;
constexpr Usd big = 4e8f, small = 5e7f;

std::vector<Wall> three_walls(Usd per_step = 0) {
    return {{static_cast<float>(deep), small, per_step},
            {static_cast<float>(fall), big, per_step},
            {static_cast<float>(rise), big, per_step}};
}
DepthChoices with_walls(std::vector<Wall> walls, bool table = true) {
    DepthChoices choices;
    choices.impact.exponent = 1.16;
    if (table) choices.book = sample_book();
    choices.walls = std::move(walls);
    return choices;
}
/// The side of the book that takes an order, exactly.
ExactDepth side_for(DepthChoices const& choices, Usd imbalance) {
    bool const bid = imbalance > 0;
    if (choices.book.bid.points > 0) return bid ? choices.book.bid : choices.book.ask;
    return ExactDepth::power_law(bid ? choices.impact.depth.bid : choices.impact.depth.ask,
                                 choices.impact.exponent);
}

/// -sign(E) D^{-1}(|E|) by halving intervals of the depth with its jumps.
double by_bisection(DepthChoices const& choices, Usd imbalance, LogPrice x) {
    ExactDepth const side = side_for(choices, imbalance);
    double const away = imbalance > 0 ? -1 : 1;
    auto const depth_within = [&](double u) {
        double usd = side.at(u);
        for (Wall const& wall : choices.walls) {
            double const distance = away * (static_cast<double>(wall.at) - x);
            if (distance > 0 && distance <= u) usd += wall.notional;
        }
        return usd;
    };
    double low = 0, high = 16;
    for (int i = 0; i < 80; ++i) {
        double const middle = (low + high) / 2;
        (depth_within(middle) < std::abs(imbalance) ? low : high) = middle;
    }
    return away * high;
}

constexpr LogPrice prices[]{0, -.01f, -.0299f, -.0301f, -.04f, -.0501f, -.3f, .0199f, .0201f, .1f};

TEST(Walls, AreJumpsOfTheDepthWhereTheyStand) {
    for (bool const table : {false, true}) {
        DepthChoices const choices = with_walls(three_walls(), table);
        DepthUnderTest const depth(choices);
        for (LogPrice const x : prices) {
            for (Usd usd = 1; usd < 1e10f; usd *= 1.31f) {
                for (Usd const e : {usd, -usd}) {
                    EXPECT_NEAR(depth.disp(e, x) / by_bisection(choices, e, x), 1, 1e-5)
                        << "E " << e << ", X " << x;
                }
            }
        }
    }
}

TEST(Walls, HoldThePriceWhileTheyLast) {
    DepthUnderTest const depth(with_walls(three_walls()));
    double const before = sample_book().bid.at(-fall);
    for (double const share : {.01, .3, .99}) {
        auto const e = static_cast<Usd>(before + share * big);
        EXPECT_NEAR(depth.disp(e, 0), fall, 1e-7) << share;
    }
    EXPECT_LT(depth.disp(static_cast<Usd>(before + 1.1 * big), 0), fall - 1e-4);
}

TEST(Walls, HoldThePriceWhereALevelAtTheWallIsReached) {
    for (float const at : {-.03f, -.1234567f, .0712345f, .3f}) {
        DepthUnderTest const depth(with_walls({{at, 1e17f, 0}}));
        for (LogPrice x = -.9f; x < .9f; x += .00137f) {
            Usd const e = x > at ? 1e16f : -1e16f;
            float const traded = x + depth.disp(e, x);
            EXPECT_NEAR(traded, at, 2e-7f) << "X " << x;
            EXPECT_TRUE(x > at ? traded <= at : traded >= at) << "X " << x << ", wall " << at;
        }
    }
}

TEST(Walls, DoNothingOncePassedNorForOrdersOfTheOtherSide) {
    DepthUnderTest const plain(with_walls({}));
    for (Usd const e : {1e6f, 1e8f, 3e10f}) {
        DepthUnderTest const below(with_walls({{static_cast<float>(fall), big, 0}}));
        EXPECT_EQ(below.disp(-e, 0), plain.disp(-e)) << "buyers climb the asks";
        EXPECT_EQ(below.disp(e, static_cast<float>(fall)), plain.disp(e)) << "at it";
        EXPECT_EQ(below.disp(e, -.2f), plain.disp(e)) << "passed";
        EXPECT_EQ(below.disp(-e, -.2f) < plain.disp(-e), e > 1e9f) << "then it caps what rises";
        DepthUnderTest const above(with_walls({{static_cast<float>(rise), big, 0}}));
        EXPECT_EQ(above.disp(e, 0), plain.disp(e)) << "sellers eat the bids";
    }
}

TEST(Walls, KeepDisplacementsContinuousAndMonotoneInTheImbalance) {
    for (bool const table : {false, true}) {
        // The most that so much more can move the price: behind a wall near the mid an order meets
        // the thinnest part of the book.
        auto const most_from = [&](Usd more) {
            return table ? more * (1.01f * .001f / 8e6f)
                         : .0101f * std::pow(more / 3.5e8f, 1 / 1.16f);
        };
        DepthUnderTest const depth(with_walls(three_walls(), table));
        for (LogPrice const x : prices) {
            for (float const sign : {1.0F, -1.0F}) {
                float before = std::abs(depth.disp(sign, x));
                for (Usd usd = 1; usd < 1e10f; usd *= 1.0003f) {
                    float const now = std::abs(depth.disp(sign * usd, x));
                    EXPECT_GE(now, before * (1 - 2e-6f)) << "E " << sign * usd << ", X " << x;
                    EXPECT_LE(now, before * (1 + 2e-6f) + most_from(.0003f * usd))
                        << "E " << sign * usd << ", X " << x;
                    before = now;
                }
            }
        }
    }
}

TEST(Walls, LetTheTradedPriceRiseWithTheFundamentalOne) {
    DepthUnderTest const depth(with_walls(three_walls()));
    for (Usd const e : {3e7f, 3e8f, 1e9f, 3e9f, -3e7f, -3e8f, -1e9f, -3e9f}) {
        float before = -10;
        for (LogPrice x = -.2f; x < .2f; x += 1e-5f) {
            float const traded = x + depth.disp(e, x);
            EXPECT_GE(traded, before - 6e-8f) << "E " << e << ", X " << x;
            before = std::max(before, traded);
        }
    }
}

TEST(Walls, MakeEveryDisplacementSmallerAndTurnNoneRound) {
    DepthUnderTest const depth(with_walls(three_walls()));
    for (LogPrice const x : prices) {
        for (Usd usd = .5f; usd < 1e11f; usd *= 1.7f) {
            for (Usd const e : {usd, -usd}) {
                LogPrice const without = depth.past_walls(e), with = depth.disp(e, x);
                EXPECT_LE(std::min(without, 0.0f), with) << "E " << e << ", X " << x;
                EXPECT_GE(std::max(without, 0.0f), with) << "E " << e << ", X " << x;
            }
        }
    }
}

TEST(Walls, ScaleWithTheRestOfTheDepth) {
    DepthChoices choices = with_walls(three_walls());
    DepthUnderTest const full(choices);
    choices.withdrawal = {.sensitivity = 10, .recovery = Duration{1 << 30}, .floor = .25};
    DepthUnderTest thin(choices);
    thin.begin_step();
    thin.withdraw(1e12f, 0);
    for (LogPrice const x : prices) {
        for (Usd usd = 2; usd < 1e10f; usd *= 1.31f) {
            for (Usd const e : {usd, -usd}) {
                EXPECT_NEAR(thin.disp(e, x) / full.disp(4 * e, x), 1, 1e-5) << e << " at " << x;
            }
        }
    }
}

TEST(Walls, TakeManySmallSalesLikeOneLargeSale) {
    for (bool const table : {false, true}) {
        for (float const sign : {1.0F, -1.0F}) {
            DepthUnderTest once(with_walls(three_walls(), table));
            DepthUnderTest many(with_walls(three_walls(), table));
            once.begin_step();
            many.begin_step();
            Usd const part = 1 << 20;  // sums of it are exact
            Usd sold = 0;
            for (int i = 0; i < 3000; ++i) {
                sold += sign * part;
                many.visit(sold, 0);
            }
            once.visit(sign * 3000 * part, 0);
            EXPECT_EQ(many.disp(sold), once.disp(sign * 3000 * part));
            once.next_step();
            many.next_step();
            for (Usd e = 1e6f; e < 1e10f; e *= 1.7f) {
                EXPECT_NEAR(many.disp(sign * e) / once.disp(sign * e), 1, 1e-5)
                    << "they leave the same walls";
            }
        }
    }
}

}  // namespace
}  // namespace liq::tests
