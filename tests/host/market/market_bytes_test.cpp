// Markets as bytes: what a child process that a file has damaged could send, or a checkpoint of
// somebody else hold.
#include "host/market/market_bytes.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "tests/support/market_file.hpp"

namespace liq::market {
namespace {

Market valid() {
    test::TemporaryFolder const folder;
    test::write_valid_market(folder.file("market.h5"));
    return read_market(folder.file("market.h5"));
}

TEST(MarketBytes, RefuseListsOfAnotherLengthThanTheirAxes) {
    std::vector<std::function<void(Market&)>> const changes{
        [](Market& m) { m.open_interest.pop_back(); },
        [](Market& m) { m.leverage.push_back(50); },
        [](Market& m) { m.venues.pop_back(); },
        [](Market& m) { m.position_notional.push_back(1); },
        [](Market& m) { m.liquidatable_share.resize(1); },
        [](Market& m) { m.leverage_class = {0}; },
        [](Market& m) { m.leverage_class = {0, 7}; },
        [](Market& m) { m.leverage_class = {0, -1}; },
        [](Market& m) { m.turnover = {1, 2, 3}; },
        [](Market& m) { m.target = {1}; },
        [](Market& m) { m.known.emplace().price = {9e4}; },
        [](Market& m) { m.draws.emplace().volume_days = {1, 1}; },
        [](Market& m) { m.depth->bid.clear(); },
        [](Market& m) { m.history->close.pop_back(); },
        [](Market& m) { m.history->funding_rate.pop_back(); },
        [](Market& m) { m.venues[0].tiers.clear(); },
        [](Market& m) { m.venues[1].max_leverage = {20}; },
    };
    Market const market = valid();
    EXPECT_EQ(bytes_of(market_of(bytes_of(market))), bytes_of(market));
    for (std::size_t i = 0; i < changes.size(); ++i) {
        Market changed = market;
        changes[i](changed);
        EXPECT_THROW(market_of(bytes_of(changed)), Error) << i;
    }
}

TEST(MarketBytes, RefuseAByteThatIsNoBoolAndAKindThatThereIsNot) {
    Market market = valid();
    market.venues[0].contract = static_cast<Contract>(2);
    EXPECT_THROW(market_of(bytes_of(market)), Error);
    market = valid();
    market.venues[1].shape = static_cast<TierShape>(200);
    EXPECT_THROW(market_of(bytes_of(market)), Error);

    // The bytes of a market without a history end: no history, no warnings.
    market = valid();
    market.history.reset();
    market.warnings.clear();
    std::string bytes = bytes_of(market);
    std::size_t const at = bytes.size() - sizeof(std::size_t) - 1;
    ASSERT_EQ(bytes[at], 0);
    bytes[at] = 2;
    EXPECT_THROW(market_of(bytes), Error);
}

}  // namespace
}  // namespace liq::market
