/// Reads what snapshots say of a living book: classes of leverages, their turnover and target.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "host/market/market_bytes.hpp"
#include "host/market/read_market.hpp"
#include "tests/support/market_file.hpp"

namespace liq {
namespace {

using test::FileEditor;

class SnapshotClasses : public testing::Test {
  protected:
    SnapshotClasses() { test::write_valid_market(path); }

    /// Two classes, the higher leverage in the first.
    void write_two() {
        FileEditor file(path, FileEditor::Mode::change);
        file.integers("/", "schema_version", {1, 1});
        file.numbers("/positions/class", {2}, {1, 0}, H5T_STD_I32LE);
        file.text("/positions/class", "units", "1");
        file.group("/book");
        file.numbers("/book/turnover", {2}, {21'600, HUGE_VAL});
        file.text("/book/turnover", "units", "s");
        file.numbers("/book/target", {2, 2}, {1, 2, 3, 0});
    }
    /// The number of warnings that contain a text.
    [[nodiscard]] std::ptrdiff_t count(std::string const& text) const {
        return std::ranges::count_if(market::read_market(path).warnings, [&](auto const& warning) {
            return warning.find(text) != warning.npos;
        });
    }

    test::TemporaryFolder folder;
    std::filesystem::path path = folder.file("market.h5");
};

TEST_F(SnapshotClasses, AreReadWithTheirTurnoverAndTarget) {
    auto const before = market::read_market(path).warnings;
    write_two();
    market::Market const market = market::read_market(path);
    EXPECT_EQ(market.n_classes(), 2U);
    EXPECT_EQ(market.class_of(0), 1U);
    EXPECT_EQ(market.class_of(1), 0U);
    EXPECT_EQ(market.turnover, (std::vector<double>{21'600, HUGE_VAL}));
    EXPECT_EQ(market.target_at(Side::long_side, 1), 2);
    EXPECT_EQ(market.target_at(Side::short_side, 0), 3);
    EXPECT_EQ(market.warnings, before);
    market::Market const back = market::market_of(market::bytes_of(market));
    EXPECT_EQ(back.leverage_class, market.leverage_class);
    EXPECT_EQ(back.turnover, market.turnover);
    EXPECT_EQ(back.target, market.target);
}

TEST_F(SnapshotClasses, AreOneWhereTheFileNamesNone) {
    market::Market market = market::read_market(path);
    EXPECT_EQ(market.n_classes(), 1U);
    EXPECT_EQ(market.class_of(1), 0U);
    EXPECT_TRUE(market.turnover.empty());
    EXPECT_EQ(market.target_at(Side::short_side, 0), 1);
    {
        FileEditor file(path, FileEditor::Mode::change);
        file.integers("/", "schema_version", {1, 1});
        file.group("/book");
        file.numbers("/book/turnover", {1}, {60});
        file.numbers("/book/target", {2, 1}, {.5, 4});
    }
    market = market::read_market(path);
    EXPECT_EQ(market.turnover, std::vector<double>{60});
    EXPECT_EQ(market.target_at(Side::short_side, 0), 4);
}

TEST_F(SnapshotClasses, OfAFileThatSaysItIsOlderAreReadWithAWarning) {
    write_two();
    std::string const warning =
        "market.h5: /positions/class: is read, but schema_version is 1, 0, a layout that does not "
        "have it.";
    EXPECT_EQ(count(warning), 0);
    {
        FileEditor file(path, FileEditor::Mode::change);
        file.integers("/", "schema_version", {1, 0});
    }
    EXPECT_EQ(market::read_market(path).n_classes(), 2U);
    EXPECT_EQ(count(warning), 1);
}

TEST_F(SnapshotClasses, InAnotherOrderThanTheirNumbersAreRefused) {
    write_two();
    auto const refusal = [&](std::vector<hsize_t> const& shape,
                             std::vector<double> const& numbers) {
        {
            FileEditor file(path, FileEditor::Mode::change);
            file.make_room("/book/class");
            file.numbers("/book/class", shape, numbers);
        }
        try {
            market::read_market(path);
        } catch (Error const& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_EQ(refusal({2}, {0, 1}), "");
    EXPECT_NE(refusal({2}, {1, 0})
                  .find("/book/class[0]: is 1; accepted: the numbers of the classes "
                        "in their order, 0 to 1"),
              std::string::npos);
    EXPECT_NE(refusal({3}, {0, 1, 2}).find("/book/class: has shape"), std::string::npos);
}

TEST_F(SnapshotClasses, WithAMisspeltNameAreWarnedOf) {
    {
        FileEditor file(path, FileEditor::Mode::change);
        file.group("/book");
        file.numbers("/book/turnovr", {1}, {60});
    }
    EXPECT_EQ(count("/book/turnovr: is not read; /book has turnover, target. Did you mean "
                    "turnover?"),
              1);
}

}  // namespace
}  // namespace liq
