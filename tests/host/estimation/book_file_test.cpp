/// The file of an estimated book: what is written is what is read, and nothing else is accepted.
#include "host/estimation/book_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "host/errors.hpp"
#include "tests/support/market_file.hpp"
#include "tests/support/written_files.hpp"

namespace liq::estimation {
namespace {

BookFit some_fit() {
    BookFit fit{.asset = "BTC", .quote = "USD", .completeness = "one a second"};
    fit.from = 1'700'006'400;
    fit.until = 1'720'000'000;
    fit.price = 60'000;
    fit.day = {19'700, 19'701, 19'703};
    fit.options = {.break_day = 19'701, .feed_share = FeedShare{0.2, 0.4}, .draws = 2, .seed = 7};
    fit.feed_share = {0.25, 0.35};
    for (std::size_t s = 0; s < n_sides; ++s) {
        auto& side = fit.sides[s];
        double const unit = 0.001 * static_cast<double>(s + 1);
        side.all.weight = {0, 5 * unit, 3 * unit, 2 * unit, unit / 3};
        side.all.volume_days = s == 0 ? 20 : 30;
        side.deviance.assign(volume_days_grid.size(), 1.0);
        side.reported = side.expected = {1e6, 2e6, 3e6};
        side.true_over_reported = {2, 1.5, 1.5};
        side.basis.assign(n_leverages * 3, 1e9);
        for (int d = 0; d < 2; ++d) {
            auto& draw = side.draws.emplace_back(side.all);
            draw.weight[2] *= 1.1 + d;
            draw.volume_days = d == 0 ? 15 : 40;
        }
    }
    return fit;
}

class ABookFile : public testing::Test {
  protected:
    void write(std::string const& bytes) const {
        test::write_file(path, std::as_bytes(std::span(bytes)));
    }
    [[nodiscard]] std::string refusal() const {
        try {
            read_book_file(path);
        } catch (Error const& error) {
            EXPECT_EQ(error.exit(), Exit::bad_input);
            return error.what();
        }
        return "accepted";
    }

    test::TemporaryFolder folder;
    std::filesystem::path path = folder.file("book.h5");
};

TEST_F(ABookFile, IsReadAsItWasWritten) {
    auto const fit = some_fit();
    auto const bytes = book_file_of(fit, "recipe.toml", "abc");
    EXPECT_EQ(bytes, book_file_of(fit, "recipe.toml", "abc"));
    write(bytes);
    auto const book = read_book_file(path);
    EXPECT_EQ(book.asset, "BTC");
    EXPECT_EQ(book.from, fit.from);
    EXPECT_EQ(book.until, fit.until);
    EXPECT_FALSE(book.in_reported_units);
    EXPECT_EQ(book.leverage, std::vector<double>(leverage_menu.begin(), leverage_menu.end()));
    ASSERT_EQ(book.draws.size(), 2U);
    for (std::size_t s = 0; s < n_sides; ++s) {
        auto const& side = fit.sides[s];
        auto const equal = [&](BookWeights const& read, SideEstimate const& written) {
            EXPECT_EQ(read.weight[s],
                      std::vector<double>(written.weight.begin(), written.weight.end()));
            EXPECT_EQ(read.volume_days[s], written.volume_days);
        };
        equal(book.all, side.all);
        for (std::size_t d = 0; d < 2; ++d) equal(book.draws[d], side.draws[d]);
    }
}

TEST_F(ABookFile, WithoutDrawsHasNone) {
    auto fit = some_fit();
    fit.feed_share.clear();
    for (auto& side : fit.sides) side.draws.clear();
    write(book_file_of(fit, "recipe.toml", "abc"));
    auto const book = read_book_file(path);
    EXPECT_TRUE(book.draws.empty());
    EXPECT_TRUE(book.in_reported_units);
}

TEST_F(ABookFile, ThatIsDamagedOrSomethingElseIsRefused) {
    auto const bytes = book_file_of(some_fit(), "recipe.toml", "abc");
    write(bytes.substr(0, bytes.size() / 2));
    EXPECT_NE(refusal(), "accepted");
    test::write_valid_market(path);
    EXPECT_NE(refusal().find("is not that of a book"), std::string::npos) << refusal();
    auto const spoilt = [&](std::string const& dataset, std::vector<hsize_t> const& shape,
                            std::vector<double> const& values) {
        write(bytes);
        test::FileEditor file(path, test::FileEditor::Mode::change);
        file.numbers(dataset, shape, values);
    };
    spoilt("/weight", {2, 5}, std::vector<double>(10, -0.1));
    EXPECT_NE(refusal().find("/weight[0, 0]"), std::string::npos) << refusal();
    spoilt("/volume_days", {2}, {20, test::nan});
    EXPECT_NE(refusal().find("/volume_days[1]"), std::string::npos) << refusal();
    spoilt("/draws/weight", {2, 5}, std::vector<double>(10, 0.1));
    EXPECT_NE(refusal().find("/draws/weight"), std::string::npos) << refusal();
}

}  // namespace
}  // namespace liq::estimation
