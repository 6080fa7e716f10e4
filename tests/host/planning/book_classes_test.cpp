// Which positions of a living book are held for alike times, by scenario and snapshot.
#include "host/planning/book_classes.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "host/errors.hpp"

namespace liq {
namespace {

using planning::BookClass;
using Levers = std::vector<std::size_t>;

/// One venue and entry price, and no open interest.
market::Market market(std::vector<double> leverages) {
    market::Market m;
    m.path = "m.h5";
    m.venues = {{"a", Contract::linear, {{1e6, .004, 0}}, {}}};
    m.entry_price = {1e5};
    m.open_interest.assign(2 * leverages.size(), 0.0);
    m.leverage = std::move(leverages);
    return m;
}

std::vector<BookClass> classes(std::optional<Turnover> const& turnover, market::Market const& m) {
    return planning::book_classes(turnover, m, {"s.toml:1:1", "s.toml:2:2"});
}

Turnover leverage_days(double days) {
    return {.of_all = {}, .leverage_days = days, .bands = {}};
}

Turnover bands(std::vector<TurnoverBand> list) {
    return {.of_all = {}, .leverage_days = {}, .bands = std::move(list)};
}

std::vector<Levers> levers_of(std::vector<BookClass> const& all) {
    std::vector<Levers> levers;
    for (BookClass const& one : all) levers.push_back(one.levers);
    return levers;
}

std::string refusal(std::optional<Turnover> const& turnover, market::Market const& m) {
    try {
        classes(turnover, m);
    } catch (Error const& error) {
        return error.what();
    }
    return {};
}

TEST(BookClasses, OfOneTurnoverAreOneWithEveryLeverage) {
    Turnover const three_days{
        .of_all = DurationOrNever{Duration{259'200}}, .leverage_days = {}, .bands = {}};
    market::Market m = market({1, 10, 50});
    m.leverage_class = {0, 1, 2};
    auto const all = classes(three_days, m);
    EXPECT_EQ(levers_of(all), (std::vector<Levers>{{0, 1, 2}}));
    EXPECT_EQ(all[0].turnover, DurationOrNever{Duration{259'200}});
}

TEST(BookClasses, DividedByTheLeverageAreEachLeverageToTheNearestSecond) {
    auto const all = classes(leverage_days(20), market({3, 7, 125}));
    EXPECT_EQ(levers_of(all), (std::vector<Levers>{{0}, {1}, {2}}));
    EXPECT_EQ(all[0].turnover.length.seconds, 576'000);
    EXPECT_EQ(all[1].turnover.length.seconds, 246'857) << "246857.14";
    EXPECT_EQ(all[2].turnover.length.seconds, 13'824);
    EXPECT_FALSE(all[2].turnover.never);
}

TEST(BookClasses, DividedByTheLeverageAreAtLeastASecondAndAtMostATimeThatCanBeCounted) {
    EXPECT_EQ(classes(leverage_days(1e-9), market({100}))[0].turnover.length.seconds, 1);
    EXPECT_EQ(classes(leverage_days(1e300), market({1e-6}))[0].turnover.length.seconds,
              std::int64_t{1} << 53);
}

TEST(BookClasses, OfMoreThanEightLeveragesTakeNearestNeighboursTogether) {
    // The multiples are 4, 4, 4, 3, 4, 1.5, 2, 3, 2. After 768 and 1152 came together, 2304 is
    // three times their lowest, so that 6912 and 13824 are next.
    auto const all =
        classes(leverage_days(1), market({1, 4, 16, 64, 192, 768, 1152, 2304, 6912, 13824}));
    EXPECT_EQ(levers_of(all), (std::vector<Levers>{{0}, {1}, {2}, {3}, {4}, {5, 6}, {7}, {8, 9}}));
}

TEST(BookClasses, OfEqualMultiplesTakeTheLowerPairTogether) {
    auto const all = classes(leverage_days(1), market({1, 2, 4, 8, 16, 32, 64, 128, 256, 512}));
    EXPECT_EQ(levers_of(all), (std::vector<Levers>{{0, 1}, {2, 3}, {4}, {5}, {6}, {7}, {8}, {9}}));
}

TEST(BookClasses, HaveTheLeverageOfAllTheirPositionsTogether) {
    market::Market m = market({10, 40});
    m.leverage_class = {0, 0};
    m.turnover = {99};
    // Longs 300 and 500 USD, shorts 0 and 100: 900 USD on a margin of 30 + 15.
    m.open_interest = {300, 500, 0, 100};
    EXPECT_EQ(classes(leverage_days(20), m)[0].turnover.length.seconds, 86'400);
    m.open_interest.assign(4, 0.0);
    EXPECT_EQ(classes(leverage_days(20), m)[0].turnover.length.seconds, 86'400) << "20 = sqrt(400)";
    m.leverage = {10, 90};
    EXPECT_EQ(classes(leverage_days(30), m)[0].turnover.length.seconds, 86'400) << "30 = sqrt(900)";
}

TEST(BookClasses, DividedByTheLeverageAreThoseOfTheSnapshotWhereItNamesThem) {
    market::Market m = market({1, 10, 50, 100});
    m.leverage_class = {1, 0, 1, 0};
    EXPECT_EQ(levers_of(classes(leverage_days(1), m)), (std::vector<Levers>{{1, 3}, {0, 2}}));
}

TEST(BookClasses, OfAListAreUpToEachLeverageAndWithoutEntriesThatHaveNone) {
    DurationOrNever const day{Duration{86'400}}, hour{Duration{3600}}, never{{}, true};
    auto const all = classes(bands({{.5, never}, {10, day}, {11, never}, {50, hour}, {200, never}}),
                             market({1, 10, 50}));
    EXPECT_EQ(levers_of(all), (std::vector<Levers>{{0, 1}, {2}}));
    EXPECT_EQ(all[0].turnover, day);
    EXPECT_EQ(all[1].turnover, hour);
}

TEST(BookClasses, OfAListThatEndsBelowTheHighestLeverageAreRefused) {
    Turnover const list = bands({{49.5, {Duration{60}}}});
    EXPECT_EQ(refusal(list, market({1, 10, 50})),
              "s.toml:2:2: book.turnover ends at leverage 49.5, and m.h5 has leverages up to 50; "
              "accepted: a last entry of at least this leverage");
    EXPECT_EQ(refusal(list, market({1, 10})), "");
}

TEST(BookClasses, ThatTheScenarioDoesNotNameAreThoseOfTheSnapshot) {
    market::Market m = market({1, 10, 50});
    std::string const message = refusal({}, m);
    EXPECT_TRUE(
        message.starts_with("s.toml:1:1: book.turnover is missing, which cascade.book = "
                            "\"living\" needs where the snapshot, m.h5, has no"))
        << message;
    m.turnover = {7200};
    EXPECT_EQ(levers_of(classes({}, m)), (std::vector<Levers>{{0, 1, 2}}));
    m.leverage_class = {0, 1, 0};
    m.turnover = {7200, std::numeric_limits<double>::infinity()};
    auto const all = classes({}, m);
    EXPECT_EQ(levers_of(all), (std::vector<Levers>{{0, 2}, {1}}));
    EXPECT_EQ(all[0].turnover, DurationOrNever{Duration{7200}});
    EXPECT_EQ(all[1].turnover, (DurationOrNever{{}, true}));
}

}  // namespace
}  // namespace liq
