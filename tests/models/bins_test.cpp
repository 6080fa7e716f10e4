// Bins of distributions, and exact sums in parts of 32 bits.
#include "models/estimate/bins.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/support/plan_builder.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/totals_reader.hpp"

namespace liq::tests {
namespace {

TEST(FuelBins, StartWithZeroAndHoldBothSidesAtTheLimit) {
    EXPECT_EQ(fuel_bin(0), 0);
    EXPECT_EQ(fuel_bin(1), 1);
    EXPECT_EQ(fuel_bin(2 * fuel_bins::limit), fuel_bins::count - fuel_bins::per_octave);
    EXPECT_LT(fuel_bin(2 * fuel_bins::limit), fuel_bins::count);
}

TEST(FuelBins, RiseWithTheFuelAndAreAtMostOnePartIn128Wide) {
    int before = 0;
    double first_of_bin = 0;
    for (double fuel = 1; fuel <= static_cast<double>(fuel_bins::limit); fuel *= 1.0007) {
        int const bin = fuel_bin(static_cast<FuelTicks>(fuel));
        ASSERT_GE(bin, before) << fuel;
        ASSERT_LE(bin, before + fuel_bins::per_octave) << fuel;
        if (bin != before) first_of_bin = std::floor(fuel);
        EXPECT_LE(std::floor(fuel) / first_of_bin, 1 + 1.01 / 128) << fuel;
        before = bin;
    }
}

TEST(DrawdownBins, CoverZeroToOne) {
    EXPECT_EQ(drawdown_bin(0.0f), 0);
    EXPECT_EQ(drawdown_bin(std::nextafter(0x1p-20f, 0.0f)), 0);
    EXPECT_EQ(drawdown_bin(0x1p-20f), 1);
    EXPECT_EQ(drawdown_bin(1.0f), drawdown_bins::count - 1);
    EXPECT_EQ(drawdown_bin(std::nextafter(1.0f, 0.0f)), drawdown_bins::count - 2);
    int before = 1;
    for (double drawdown = 0x1p-20; drawdown < 1; drawdown *= 1.001) {
        int const bin = drawdown_bin(static_cast<float>(drawdown));
        ASSERT_GE(bin, before);
        ASSERT_LE(bin, before + 1);
        before = bin;
    }
}

// Edges are right up to the rounding of x + 4, which is 2.4e-7 of log price.
TEST(PriceBins, AreOne256thWideWithTheRestAtBothEnds) {
    EXPECT_EQ(price_bin(-4.0f), 1);
    EXPECT_EQ(price_bin(std::nextafter(-4.0f, -5.0f)), 0);
    EXPECT_EQ(price_bin(0.0f), 1 + 4 * 256);
    EXPECT_EQ(price_bin(-0x1p-9f), 4 * 256);
    EXPECT_EQ(price_bin(0x1p-8f), 2 + 4 * 256);
    EXPECT_EQ(price_bin(4.0f - 1e-6f), price_bins::count - 2);
    EXPECT_EQ(price_bin(4.0f), price_bins::count - 1);
    EXPECT_EQ(price_bin(1e30f), price_bins::count - 1);
    EXPECT_EQ(price_bin(-HUGE_VALF), 0);
    EXPECT_EQ(price_bin(NAN), 0) << "nothing is written outside the counters";
}

TEST(ExactSums, HoldSumAndSumOfSquaresOf52BitValues) {
    TotalsLayout const layout{.n_times = 1};
    Totals totals(layout);
    CounterSink const sink{totals.hot().data(), totals.cold().data()};
    std::mt19937_64 random(seeds[0]);
    unsigned __int128 sum = 0, squares = 0;
    std::int64_t const at = layout.sums(Quantity::drawdown);
    for (int i = 0; i < 100'000; ++i) {
        std::uint64_t const value = random() >> (12 + random() % 52);
        add_to_sums(sink, at, value);
        sum += value;
        squares += static_cast<unsigned __int128>(value) * value;
    }
    for (std::uint64_t value : {std::uint64_t{0}, std::uint64_t{1}, (std::uint64_t{1} << 52) - 1,
                                std::uint64_t{0xffffffffu}, std::uint64_t{1} << 32}) {
        add_to_sums(sink, at, value);
        sum += value;
        squares += static_cast<unsigned __int128>(value) * value;
    }
    unsigned __int128 read =
        totals.hot(at) + (static_cast<unsigned __int128>(totals.hot(at + 1)) << 32);
    EXPECT_TRUE(read == sum);
    read = 0;
    for (int limb = 0; limb < 4; ++limb) {
        read += static_cast<unsigned __int128>(totals.hot(at + 2 + limb)) << (32 * limb);
    }
    EXPECT_TRUE(read == squares);
}

}  // namespace
}  // namespace liq::tests
