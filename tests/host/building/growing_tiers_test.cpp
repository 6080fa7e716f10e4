/// Maintenance rates that grow with the position: exact in steps, near without.
#include "host/building/growing_tiers.hpp"

#include <gtest/gtest.h>

#include "tests/host/data/read_data.hpp"

namespace liq::building {
namespace {

using data::says;

/// 0.4 % up to 200 coins, and 0.4 % more for every 100 begun.
GrowingRate in_steps() {
    return {.base = 0.004, .per_unit = 0.00004, .from = 200, .largest = 500, .step = 100};
}
/// 1 %, and 0.005 % more a coin.
GrowingRate without_steps() {
    return {.base = 0.01, .per_unit = 0.00005, .from = 0, .largest = 2'000, .step = {}};
}

TEST(AGrowingRate, IsThatOfTheWholePosition) {
    for (auto const& [size, rate] : {std::pair{1.0, .004},
                                     {200.0, .004},
                                     {201.0, .008},
                                     {300.0, .008},
                                     {300.5, .012},
                                     {500.0, .016}})
        EXPECT_NEAR(rate_of(in_steps(), size), rate, 1e-12) << size;
    EXPECT_NEAR(rate_of(without_steps(), 100), .015, 1e-12);
}

TEST(AGrowingRate, InStepsIsFlatTiers) {
    auto const tiers = growing_tiers(in_steps(), data::Unit::coin, "r.toml: venue a, tiers");
    ASSERT_EQ(tiers.rows.size(), 4U);
    EXPECT_EQ(tiers.shape, TierShape::flat);
    EXPECT_EQ(tiers.unit, data::Unit::coin);
    double const caps[] = {200, 300, 400, 500}, rates[] = {.004, .008, .012, .016};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_DOUBLE_EQ(tiers.rows[i].cap, caps[i]);
        EXPECT_DOUBLE_EQ(tiers.rows[i].rate, rates[i]);
    }
}

MarginRules rules_of(data::Tiers const& tiers, TierMeasure measure) {
    MarginRules rules;
    rules.shape = *tiers.shape;
    rules.measure = measure;
    double amount = 0, cap = 0, rate = 0;
    for (auto const& tier : tiers.rows) {
        if (rules.shape == TierShape::marginal) amount += cap * (tier.rate - rate);
        rules.tiers.push_back({tier.cap, tier.rate, amount});
        cap = tier.cap;
        rate = tier.rate;
    }
    return rules;
}

TEST(AGrowingRate, WithoutStepsIsMarginalTiersWithTheExactMarginAtTheirEnds) {
    auto const growing = without_steps();
    auto const rules = rules_of(growing_tiers(growing, data::Unit::coin, "r"), TierMeasure::size);
    EXPECT_EQ(rules.shape, TierShape::marginal);
    for (auto const& tier : rules.tiers)
        EXPECT_NEAR((tier.rate * tier.cap - tier.amount) / tier.cap, rate_of(growing, tier.cap),
                    1e-12);
}

TEST(AGrowingRate, SaysTheErrorOfItsTiers) {
    auto growing = without_steps();
    for (auto const measure : {TierMeasure::size, TierMeasure::value})
        for (auto const contract : {Contract::linear, Contract::inverse}) {
            bool const coin = (contract == Contract::linear) == (measure == TierMeasure::size);
            double const price = coin ? 100'000 : 1;  // so that 2,000 of either is a large position
            auto const tiers = growing_tiers(growing, data::Unit::coin, "r");
            double const error =
                largest_price_error(growing, rules_of(tiers, measure), contract, 1, price);
            EXPECT_GT(error, 1e-7);
            EXPECT_LT(error, 5e-4);
        }
    // Four tiers instead of 64 are worse, and steps are exact.
    auto rules = rules_of(growing_tiers(growing, data::Unit::coin, "r"), TierMeasure::size);
    double const fine = largest_price_error(growing, rules, Contract::linear, 1, 1e5);
    data::Tiers coarse;
    coarse.shape = TierShape::marginal;
    double before = 0, margin = 0;
    for (double const cap : {500.0, 1'000.0, 1'500.0, 2'000.0}) {
        data::Tier tier;
        tier.cap = cap;
        tier.rate = (cap * rate_of(growing, cap) - margin) / (cap - before);
        coarse.rows.push_back(tier);
        before = cap;
        margin = cap * rate_of(growing, cap);
    }
    EXPECT_GT(
        largest_price_error(growing, rules_of(coarse, TierMeasure::size), Contract::linear, 1, 1e5),
        10 * fine);
    growing = in_steps();
    auto const steps = rules_of(growing_tiers(growing, data::Unit::coin, "r"), TierMeasure::size);
    EXPECT_LT(largest_price_error(growing, steps, Contract::linear, 1, 1e5), 1e-14);
}

std::string refused(GrowingRate const& growing) {
    try {
        static_cast<void>(growing_tiers(growing, data::Unit::coin, "r.toml: tiers"));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

TEST(AGrowingRate, IsRefusedWhereItCannotBe) {
    auto growing = in_steps();
    growing.step = 0.01;
    EXPECT_TRUE(says(refused(growing), {"tiers.growing: 30,000 steps", "at most 1,000"}));
    growing = in_steps();
    growing.largest = 150;
    EXPECT_TRUE(says(refused(growing), {"largest is not above from"}));
    growing = without_steps();
    growing.largest = 1e6;
    EXPECT_TRUE(says(refused(growing), {"the largest size would have a rate of"}));
}

}  // namespace
}  // namespace liq::building
