/// Draws of an estimated book in a snapshot: kept as they are, and refused where they do not fit.
#include <gtest/gtest.h>

#include "host/errors.hpp"
#include "host/market/market_bytes.hpp"
#include "host/market/read_market.hpp"
#include "host/market/write_market.hpp"
#include "tests/support/market_file.hpp"

namespace liq {
namespace {

using test::FileEditor;

class SnapshotDraws : public testing::Test {
  protected:
    SnapshotDraws() {
        test::write_valid_market(path);
        plain = market::read_market(path);
    }

    /// Three draws with two replays.
    void write_draws() {
        FileEditor file(path, FileEditor::Mode::change);
        std::size_t const n_levers = plain.leverage.size();
        n_cells = 2 * plain.open_interest.size();
        file.group("/positions/draws");
        file.numbers("/positions/draws/replay", {2}, {15, 20});
        file.numbers("/positions/draws/volume_days", {3, 2}, {15, 20, 20, 20, 15, 15});
        file.numbers("/positions/draws/weight", {3, 2, n_levers},
                     std::vector<double>(6 * n_levers, 0.01));
        file.numbers("/positions/draws/open_interest",
                     {2, 2, plain.venues.size(), plain.entry_price.size(), n_levers},
                     std::vector<double>(n_cells, 5e6));
    }
    void expect_refused(std::string const& dataset, std::string const& why) const {
        try {
            market::read_market(path);
            ADD_FAILURE() << "accepted";
        } catch (Error const& error) {
            std::string const text = error.what();
            EXPECT_EQ(error.exit(), Exit::bad_input);
            EXPECT_NE(text.find("/positions/draws/" + dataset), text.npos) << text;
            EXPECT_NE(text.find(why), text.npos) << text;
        }
    }

    test::TemporaryFolder folder;
    std::filesystem::path path = folder.file("market.h5");
    market::Market plain;
    std::size_t n_cells = 0;
};

TEST_F(SnapshotDraws, AreReadAndWrittenAgain) {
    EXPECT_FALSE(plain.draws.has_value());
    write_draws();
    auto const market = market::read_market(path);
    EXPECT_EQ(market.warnings, plain.warnings);
    ASSERT_TRUE(market.draws.has_value());
    EXPECT_EQ(market.draws->count(), 3U);
    EXPECT_EQ(market.draws->replay, (std::vector<double>{15, 20}));
    EXPECT_EQ(market.draws->volume_days, (std::vector<double>{15, 20, 20, 20, 15, 15}));
    EXPECT_EQ(market.draws->open_interest, std::vector<double>(n_cells, 5e6));
    auto const bytes = market::file_of(market, {});
    auto const again = market::read_market("again", std::make_shared<std::string const>(bytes));
    ASSERT_TRUE(again.draws.has_value());
    EXPECT_EQ(again.draws->weight, market.draws->weight);
    EXPECT_EQ(again.draws->volume_days, market.draws->volume_days);
    EXPECT_EQ(again.draws->open_interest, market.draws->open_interest);
    auto const packed = market::market_of(market::bytes_of(market));
    EXPECT_EQ(packed.draws->weight, market.draws->weight);
    EXPECT_EQ(packed.draws->replay, market.draws->replay);
}

TEST_F(SnapshotDraws, OfAnotherShapeOrWithoutTheirReplayAreRefused) {
    write_draws();
    auto const change = [&](std::string const& name, std::vector<hsize_t> const& shape,
                            std::vector<double> const& values) {
        FileEditor file(path, FileEditor::Mode::change);
        file.numbers("/positions/draws/" + name, shape, values);
    };
    change("volume_days", {3, 2}, {15, 20, 20, 17, 15, 15});
    expect_refused("volume_days[1, 1]", "17");
    change("volume_days", {2, 2}, {15, 20, 20, 15});
    expect_refused("volume_days", "expected is 3 x 2");
    change("volume_days", {3, 2}, {15, 20, 20, 20, 15, 15});
    change("weight", {6}, std::vector<double>(6, 0.01));
    expect_refused("weight", "expected is");
    change("weight", {3, 2, plain.leverage.size()},
           std::vector<double>(6 * plain.leverage.size(), -0.01));
    expect_refused("weight[0, 0, 0]", "-0.01");
    change("weight", {3, 2, plain.leverage.size()},
           std::vector<double>(6 * plain.leverage.size(), 0.01));
    change("replay", {2}, {20, 15});
    expect_refused("replay", "");
}

}  // namespace
}  // namespace liq
