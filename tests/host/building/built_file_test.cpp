/// A snapshot that was built is looked at as one that is read: with the same warnings.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "host/building/build.hpp"
#include "host/market/read_market.hpp"
#include "tests/support/market_file.hpp"

namespace liq::building {
namespace {

/// A market after a fall, with longs that entered at spot or below and shorts from there on.
Built built_with(bool exchanged) {
    test::TemporaryFolder const folder;
    test::write_valid_market(folder.file("market.h5"));
    Built built;
    built.market = market::read_market(folder.file("market.h5"));
    built.market.entry_price = {90'000, 100'000, 115'000};
    std::vector<double> const longs{1e6, 2e6, 3e6, 4e6, 0, 0, 1e6, 2e6, 3e6, 4e6, 0, 0};
    std::vector<double> const shorts{0, 0, 3e6, 4e6, 1e6, 2e6, 0, 0, 3e6, 4e6, 1e6, 2e6};
    built.market.open_interest = exchanged ? shorts : longs;
    auto const& others = exchanged ? longs : shorts;
    built.market.open_interest.insert(built.market.open_interest.end(), others.begin(),
                                      others.end());
    return built;
}

TEST(BuiltFile, WarnsOfTheBookAndKeepsTheAssumptions) {
    Recipe recipe;
    recipe.path = "recipe.toml";
    recipe.assumptions = "leverage is assumed";
    for (bool const exchanged : {false, true}) {
        Built built = built_with(exchanged);
        auto const bytes = std::make_shared<std::string const>(file_of(built, recipe));
        EXPECT_EQ(market::read_market("again.h5", bytes).assumptions, "leverage is assumed");
        auto const asks = [](std::string const& warning) {
            return warning.find("Are the sides exchanged?") != std::string::npos;
        };
        EXPECT_EQ(std::ranges::count_if(built.warnings, asks), exchanged ? 1 : 0);
    }
}

}  // namespace
}  // namespace liq::building
