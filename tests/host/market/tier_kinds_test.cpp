// Margin tiers that are flat or count sizes, in a snapshot: written, read back, and refused.
#include <gtest/gtest.h>

#include <memory>

#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/market/write_market.hpp"
#include "host/planning/typical_position.hpp"
#include "tests/support/market_file.hpp"

namespace liq::market {
namespace {

Market again(Market const& market) {
    return read_market("again.h5", std::make_shared<std::string const>(file_of(market, {})));
}

Market with_kinds() {
    test::TemporaryFolder const folder;
    test::write_valid_market(folder.file("market.h5"));
    Market market = read_market(folder.file("market.h5"));
    Venue& venue = market.venues.front();
    venue.shape = TierShape::flat;
    venue.measure = TierMeasure::size;
    for (auto& tier : venue.tiers) tier.amount = 0;
    venue.max_leverage.assign(venue.tiers.size(), 20.0);
    return market;
}

TEST(TierKinds, AreReadAsTheyWereWritten) {
    Market const market = with_kinds();
    Market const read = again(market);
    ASSERT_EQ(read.venues.size(), market.venues.size());
    for (std::size_t v = 0; v < read.venues.size(); ++v) {
        Venue const &a = read.venues[v], &b = market.venues[v];
        EXPECT_EQ(a.shape, b.shape);
        EXPECT_EQ(a.measure, b.measure);
        EXPECT_EQ(a.max_leverage, b.max_leverage);
        ASSERT_EQ(a.tiers.size(), b.tiers.size());
        for (std::size_t t = 0; t < a.tiers.size(); ++t) {
            EXPECT_EQ(a.tiers[t].cap, b.tiers[t].cap);
            EXPECT_EQ(a.tiers[t].rate, b.tiers[t].rate);
            EXPECT_EQ(a.tiers[t].amount, b.tiers[t].amount);
        }
    }
    EXPECT_EQ(read.open_interest, market.open_interest);
    EXPECT_EQ(read.position_notional, market.position_notional);
    EXPECT_EQ(read.history.has_value(), market.history.has_value());
}

TEST(TierKinds, PositionsWithoutASizeAreInTheFirstTierWhateverItCounts) {
    Market market = with_kinds();
    market.position_notional.clear();
    Venue const& venue = market.venues.front();
    ASSERT_EQ(venue.contract, Contract::linear);
    auto const position = planning::typical_position(market, Side::long_side, 0, 0, 50'000);
    EXPECT_DOUBLE_EQ(size_of(position), venue.tiers.front().cap * 1e-6);
}

/// The message with which a snapshot is refused after a change of `change`.
template <class Change>
std::string refusal(Change const& change) {
    test::TemporaryFolder const folder;
    auto const path = folder.file("market.h5");
    test::write_valid_market(path);
    {
        test::FileEditor file(path, test::FileEditor::Mode::change);
        change(file);
    }
    try {
        read_market(path);
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    return "";
}

std::vector<std::string> of_all_venues(std::string const& word) {
    return std::vector<std::string>(2, word);
}

TEST(TierKinds, OfOtherWordsAreRefusedWithThoseThatAreAccepted) {
    auto const shape =
        refusal([](auto& file) { file.strings("/margin/shape", of_all_venues("steps")); });
    EXPECT_NE(shape.find("\"steps\" is not known; accepted: \"marginal\", \"flat\""), shape.npos)
        << shape;
    auto const unit =
        refusal([](auto& file) { file.strings("/margin/cap_unit", of_all_venues("lots")); });
    EXPECT_NE(unit.find("accepted: \"usd\", \"coin\", \"contracts\""), unit.npos) << unit;
}

TEST(TierKinds, ThatCountContractsNeedTheirSize) {
    auto const said =
        refusal([](auto& file) { file.strings("/margin/cap_unit", of_all_venues("contracts")); });
    EXPECT_NE(said.find("/margin/contract_size"), said.npos) << said;
}

TEST(TierKinds, ThatCountContractsAreReadAsSizes) {
    test::TemporaryFolder const folder;
    auto const path = folder.file("market.h5");
    test::write_valid_market(path);
    auto const before = read_market(path);
    {
        test::FileEditor file(path, test::FileEditor::Mode::change);
        file.strings("/margin/cap_unit", of_all_venues("contracts"));
        file.numbers("/margin/contract_size", {2}, std::vector<double>(2, 0.5));
    }
    auto const read = read_market(path);
    EXPECT_EQ(read.venues[0].measure, TierMeasure::size);
    EXPECT_EQ(read.venues[0].tiers[0].cap, 0.5 * before.venues[0].tiers[0].cap);
}

}  // namespace
}  // namespace liq::market
