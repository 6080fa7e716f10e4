/// Snapshots that are not valid: each is refused with its exit code and a message that names file
/// and object.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <ostream>

#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/planning/book_warnings.hpp"
#include "tests/support/market_file.hpp"

namespace liq {
namespace {

using test::FileEditor;
using test::nan;

/// One change that makes a valid snapshot invalid, and parts of the message besides the file.
struct BadChange {
    char const* name;
    std::function<void(FileEditor&)> apply;
    std::vector<std::string> message;
};
std::ostream& operator<<(std::ostream& out, BadChange const& change) {
    return out << change.name;
}

std::vector<double> interest_with(double odd) {
    std::vector<double> values(24, 1e6);
    values[7] = odd;  // long, bybit, first entry, 20x
    return values;
}
auto without(char const* object) {
    return [object](FileEditor& file) { file.remove(object); };
}
auto without_attribute(char const* name) {
    return [name](FileEditor& file) { file.remove_attribute("/", name); };
}
auto with(char const* object, std::vector<hsize_t> const& shape,
          std::vector<double> const& values) {
    return [=](FileEditor& file) { file.numbers(object, shape, values); };
}
/// In the group /book, which it makes.
auto with_book(char const* object, std::vector<hsize_t> const& shape,
               std::vector<double> const& values) {
    return [=](FileEditor& file) {
        file.group("/book");
        file.numbers(object, shape, values);
    };
}
auto with_strings(char const* object, std::vector<std::string> const& values) {
    return [=](FileEditor& file) { file.strings(object, values); };
}
auto with_text(char const* object, char const* attribute, char const* value) {
    return [=](FileEditor& file) { file.text(object, attribute, value); };
}
auto declaring(char const* object, std::vector<hsize_t> const& shape,
               std::vector<hsize_t> const& chunk) {
    return [=](FileEditor& file) { file.declared(object, shape, chunk); };
}

void write_compound(FileEditor& file) {
    file.make_room("/spot");
    hid_t const type = test::done(H5Tcreate(H5T_COMPOUND, 8));
    test::done(H5Tinsert(type, "price", 0, H5T_IEEE_F64LE));
    hid_t const space = test::done(H5Screate(H5S_SCALAR));
    H5Dclose(test::done(
        H5Dcreate2(file.id(), "/spot", type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)));
    H5Sclose(space);
    H5Tclose(type);
}

/// Keeps the data of /spot in another file, which a reader must not open.
void write_external_storage(FileEditor& file) {
    file.make_room("/spot");
    hid_t const layout = test::done(H5Pcreate(H5P_DATASET_CREATE));
    test::done(H5Pset_external(layout, "/etc/hostname", 0, 8));
    hsize_t const one = 1;
    hid_t const space = test::done(H5Screate_simple(1, &one, nullptr));
    H5Dclose(test::done(
        H5Dcreate2(file.id(), "/spot", H5T_IEEE_F64LE, space, H5P_DEFAULT, layout, H5P_DEFAULT)));
    H5Sclose(space);
    H5Pclose(layout);
}

std::vector<BadChange> const bad_snapshots{
    // Attributes
    {"NoFiletype", without_attribute("filetype"), {": /: ", "filetype", "liqcascade-market"}},
    {"OtherFiletype", with_text("/", "filetype", "liqcascade-report"), {"liqcascade-report"}},
    {"NoSchemaVersion", without_attribute("schema_version"), {"schema_version"}},
    {"NewerMajorVersion",
     [](FileEditor& file) { file.integers("/", "schema_version", {2, 0}); },
     {"schema_version 2", "newer"}},
    {"VersionOfOneNumber",
     [](FileEditor& file) { file.integers("/", "schema_version", {1}); },
     {"schema_version"}},
    {"VersionAsText", with_text("/", "schema_version", "1.0"), {"schema_version", "strings"}},
    {"NoAsset", without_attribute("asset"), {"attribute asset"}},
    {"NoLicense", without_attribute("license"), {"attribute license"}},
    {"FiletypeAsNumber",
     [](FileEditor& file) { file.number("/", "filetype", 1); },
     {"filetype", "strings are expected"}},
    {"AsOfWithoutZone", with_text("/", "as_of", "2025-06-05T21:00:00"), {"as_of", "UTC"}},
    {"AsOfOnADayThatIsNot", with_text("/", "as_of", "2025-02-30T21:00:00Z"), {"as_of"}},
    {"SourceThatIsNotUtf8", with_text("/", "source", "caf\xE9"), {"source", "UTF-8"}},
    // Spot
    {"NoSpot", without("/spot"), {": /spot", "missing"}},
    {"SpotOfZero", with("/spot", {}, {0}), {": /spot = 0 USD"}},
    {"NegativeSpot", with("/spot", {}, {-1}), {": /spot = -1 USD"}},
    {"SpotOfNan", with("/spot", {}, {nan}), {": /spot = nan"}},
    {"SpotAsArray", with("/spot", {1}, {1e5}), {": /spot", "scalar"}},
    {"SpotAsText", with_strings("/spot", {"100000"}), {": /spot", "strings", "numbers"}},
    {"SpotAsCompound", write_compound, {": /spot", "compound"}},
    {"SpotInAnotherFile", write_external_storage, {": /spot", "another file"}},
    {"SpotInEuro", with_text("/spot", "units", "EUR"), {": /spot", "EUR", "USD"}},
    {"SpotAsDanglingLink",
     [](FileEditor& file) { file.soft_link("/spot", "/nowhere"); },
     {": /spot", "link", "nothing"}},
    {"SpotAsLinkToItself",
     [](FileEditor& file) { file.soft_link("/spot", "/spot"); },
     {": /spot", "link"}},
    {"SpotAsExternalLink",
     [](FileEditor& file) { file.external_link("/spot", "other.h5", "/spot"); },
     {": /spot", "link to another file"}},
    {"SpotAsGroup",
     [](FileEditor& file) {
         file.remove("/spot");
         file.group("/spot");
     },
     {": /spot", "group", "dataset"}},
    {"PackedSpot",
     [](FileEditor& file) { file.number("/spot", "scale_factor", 10); },
     {": /spot", "scale_factor"}},
    {"SpotThatIsTheFillValue",
     [](FileEditor& file) { file.number("/spot", "_FillValue", 100'000); },
     {": /spot = nan"}},
    // Positions
    {"NoPositions", without("/positions"), {": /positions", "missing"}},
    {"PositionsAsDataset",
     [](FileEditor& file) { file.numbers("/positions", {}, {1}); },
     {": /positions", "group"}},
    {"NoOpenInterest",
     without("/positions/open_interest"),
     {"/positions/open_interest", "missing"}},
    {"SidesSwapped",
     with_strings("/positions/side", {"short", "long"}),
     {"/positions/side", "\"long\", \"short\""}},
    {"SidesAsNumbers", with("/positions/side", {2}, {0, 1}), {"/positions/side", "strings"}},
    {"VenueTwice", with_strings("/positions/venue", {"okx", "okx"}), {"/positions/venue", "twice"}},
    {"VenueWithoutName",
     with_strings("/positions/venue", {"okx", ""}),
     {"/positions/venue", "empty name"}},
    {"VenueThatIsNotUtf8",
     with_strings("/positions/venue", {"okx", "\xFF\xFE"}),
     {"/positions/venue", "UTF-8"}},
    {"UnorderedEntries",
     with("/positions/entry_price", {3}, {99e3, 101e3, 100e3}),
     {"/positions/entry_price[2] = 100000 USD", "101000"}},
    {"EntryTwice",
     with("/positions/entry_price", {3}, {99e3, 99e3, 100e3}),
     {"/positions/entry_price[1]"}},
    {"EntryOfNan",
     with("/positions/entry_price", {3}, {99e3, nan, 100e3}),
     {"/positions/entry_price[1] = nan"}},
    {"EntryOfZero", with("/positions/entry_price", {3}, {0, 1, 2}), {"/positions/entry_price[0]"}},
    {"NegativeLeverage",
     with("/positions/leverage", {2}, {-5, 5}),
     {"/positions/leverage[0] = -5"}},
    {"LeverageWithTwoAxes",
     with("/positions/leverage", {1, 2}, {5, 20}),
     {"/positions/leverage", "1 x 2", "one dimension"}},
    {"NegativeInterest",
     with("/positions/open_interest", {2, 2, 3, 2}, interest_with(-5)),
     {"/positions/open_interest[0, 1, 0, 1] = -5 USD", "at least 0"}},
    {"InterestOfNan",
     with("/positions/open_interest", {2, 2, 3, 2}, interest_with(nan)),
     {"/positions/open_interest[0, 1, 0, 1] = nan"}},
    {"InfiniteInterest",
     with("/positions/open_interest", {2, 2, 3, 2}, interest_with(HUGE_VAL)),
     {"/positions/open_interest[0, 1, 0, 1] = inf"}},
    {"InterestTooLargeToCount",
     with("/positions/open_interest", {2, 2, 3, 2}, interest_with(1e30)),
     {"/positions/open_interest"}},
    {"InterestOfAnotherShape",
     with("/positions/open_interest", {2, 3, 2, 2}, interest_with(1)),
     {"/positions/open_interest", "2 x 3 x 2 x 2", "2 x 2 x 3 x 2"}},
    {"InterestInCoin",
     with_text("/positions/open_interest", "units", "BTC"),
     {"/positions/open_interest", "BTC"}},
    {"NegativePositionSize",
     with("/positions/position_notional", {2, 2, 2}, {1, 1, 1, 1, 1, 1, 1, -1}),
     {"/positions/position_notional[1, 1, 1] = -1"}},
    {"ShareAboveOne",
     with("/positions/liquidatable_share", {2, 2}, {1, 1.5, 1, 1}),
     {"/positions/liquidatable_share[0, 1] = 1.5"}},
    // Classes of a living book
    {"ClassOfAnotherLength",
     with("/positions/class", {3}, {0, 1, 1}),
     {"/positions/class", "2 (leverage)"}},
    {"ClassThatIsNoNumber", with("/positions/class", {2}, {0, .5}), {"/positions/class[1] = 0.5"}},
    {"NegativeClass", with("/positions/class", {2}, {-1, 0}), {"/positions/class[0] = -1"}},
    {"ClassOfNan", with("/positions/class", {2}, {nan, 0}), {"/positions/class[0] = nan"}},
    {"NinthClass",
     with("/positions/class", {2}, {0, 8}),
     {"/positions/class[1] = 8", "from 0 to 7"}},
    {"ClassLeftOut", with("/positions/class", {2}, {0, 2}), {"/positions/class", "no class 1"}},
    {"ClassInUsd",
     [](FileEditor& file) {
         file.numbers("/positions/class", {2}, {0, 1});
         file.text("/positions/class", "units", "USD");
     },
     {"/positions/class", "USD"}},
    {"TurnoverOfTwoClassesThatAreNotNamed",
     with_book("/book/turnover", {2}, {60, 60}),
     {"/book/turnover", "expected is 1 (class)", "without /positions/class"}},
    {"TargetOfTwoClassesThatAreNotNamed",
     with_book("/book/target", {2, 2}, {1, 1, 1, 1}),
     {"/book/target", "expected is 2 x 1 (side, class)", "without /positions/class"}},
    {"TurnoverOfZero", with_book("/book/turnover", {1}, {0}), {"/book/turnover[0] = 0 s", "inf"}},
    {"TurnoverOfNan", with_book("/book/turnover", {1}, {nan}), {"/book/turnover[0] = nan s"}},
    {"TurnoverBackwards",
     with_book("/book/turnover", {1}, {-HUGE_VAL}),
     {"/book/turnover[0] = -inf"}},
    {"TurnoverOfAFraction", with_book("/book/turnover", {1}, {1.5}), {"/book/turnover[0] = 1.5 s"}},
    {"TurnoverInDays",
     [](FileEditor& file) {
         with_book("/book/turnover", {1}, {3})(file);
         file.text("/book/turnover", "units", "d");
     },
     {"/book/turnover", "\"d\"", "\"s\""}},
    {"NegativeTarget",
     with_book("/book/target", {2, 1}, {1, -1}),
     {"/book/target[1, 0] = -1", "between 0 and 100"}},
    {"TargetAbove100", with_book("/book/target", {2, 1}, {101, 1}), {"/book/target[0, 0] = 101"}},
    {"BookSidesOfClassesSwapped",
     [](FileEditor& file) {
         with_book("/book/target", {2, 1}, {1, 1})(file);
         file.strings("/book/side", {"short", "long"});
     },
     {"/book/side"}},
    {"TurnoverOfOneClassOfTwo",
     [](FileEditor& file) {
         with_book("/book/turnover", {1}, {60})(file);
         file.numbers("/positions/class", {2}, {0, 1});
     },
     {"/book/turnover", "2 (class)"}},
    // Very large sizes are refused before memory is allocated
    {"InterestOfATrillionElements",
     declaring("/positions/open_interest", {1ULL << 40}, {1024}),
     {"/positions/open_interest", "1099511627776", "limit"}},
    {"ShapeWhoseProductOverflows",
     declaring("/positions/open_interest", {1ULL << 33, 1ULL << 33, 2, 2}, {64, 64, 1, 1}),
     {"/positions/open_interest", "limit"}},
    {"ChunkOfGigabytes",
     declaring("/positions/leverage", {2}, {1ULL << 28}),
     {"/positions/leverage", "chunks", "limit"}},
    // Margin
    {"NoMargin", without("/margin"), {": /margin", "missing"}},
    {"OtherVenuesInMargin",
     with_strings("/margin/venue", {"bybit", "okx"}),
     {"/margin/venue", "\"okx\", \"bybit\""}},
    {"NoCaps", without("/margin/notional_cap"), {"/margin/notional_cap", "missing"}},
    {"CapsThatDoNotIncrease",
     with("/margin/notional_cap", {2, 2}, {1e6, nan, 200, 200}),
     {"/margin/notional_cap[1, 1] = 200 USD", "tier before"}},
    {"CapOfZero",
     with("/margin/notional_cap", {2, 2}, {0, nan, 100, 200}),
     {"/margin/notional_cap[0, 0] = 0"}},
    {"UnusedTierInTheMiddle",
     [](FileEditor& file) {
         file.numbers("/margin/notional_cap", {2, 3}, {1, nan, 3, 1, 2, 3});
         file.numbers("/margin/maintenance_rate", {2, 3}, {.1, nan, .3, .1, .2, .3});
     },
     {"/margin/notional_cap[0, 2]", "only at the end"}},
    {"VenueWithoutTiers",
     with("/margin/notional_cap", {2, 2}, {nan, nan, 100, 200}),
     {"/margin/notional_cap[0, 0] = nan"}},
    {"RateOfZero",
     with("/margin/maintenance_rate", {2, 2}, {0, nan, .005, .01}),
     {"/margin/maintenance_rate[0, 0] = 0"}},
    {"RateOfOne",
     with("/margin/maintenance_rate", {2, 2}, {.004, nan, .005, 1}),
     {"/margin/maintenance_rate[1, 1] = 1"}},
    {"CapWithoutRate",
     with("/margin/maintenance_rate", {2, 2}, {.004, nan, .005, nan}),
     {"/margin/maintenance_rate[1, 1] = nan"}},
    {"RatesOfAnotherShape",
     with("/margin/maintenance_rate", {2}, {.004, .005}),
     {"/margin/maintenance_rate", "2 x 2"}},
    {"UnknownContract",
     with_strings("/margin/contract", {"linear", "quanto"}),
     {"/margin/contract[1] = \"quanto\"", "inverse"}},
    {"NegativeFund", with("/margin/insurance_fund", {2}, {1, -1}), {"/margin/insurance_fund[1]"}},
    // Depth
    {"BookSidesSwapped", with_strings("/depth/book_side", {"ask", "bid"}), {"/depth/book_side"}},
    {"DistanceBeyondOne", with("/depth/distance", {3}, {.001, .01, 1.5}), {"/depth/distance[2]"}},
    {"DistanceOfZero", with("/depth/distance", {3}, {0, .01, .5}), {"/depth/distance[0]"}},
    {"DepthThatDecreases",
     with("/depth/notional", {2, 3}, {1e7, 5e8, 2e9, 1e7, 4e8, 3e8}),
     {"/depth/notional[1, 2] = 300000000 USD", "strictly increasing"}},
    {"DepthOfZero",
     with("/depth/notional", {2, 3}, {0, 5e8, 2e9, 1e7, 4e8, 5e8}),
     {"/depth/notional[0, 0]"}},
    // History
    {"TimeThatGoesBack", with("/history/time", {3}, {0, 7200, 3600}), {"/history/time[2]"}},
    {"TimeInFortnights",
     with_text("/history/time", "units", "fortnights since 2025-01-01"),
     {"/history/time", "fortnights"}},
    {"TimeInALunarCalendar",
     with_text("/history/time", "calendar", "360_day"),
     {"/history/time", "360_day"}},
    {"CloseAboveHigh",
     with("/history/close", {3}, {101, 109, 103}),
     {"/history/close[1] = 109 USD", "low and high"}},
    {"OpenBelowLow", with("/history/open", {3}, {98, 101, 102}), {"/history/open[0] = 98 USD"}},
    {"NegativePrice", with("/history/low", {3}, {-99, 100, 101}), {"/history/low[0] = -99"}},
    {"HistoryWithoutClose", without("/history/close"), {"/history/close", "missing"}},
    {"VolumeOfAnotherLength",
     with("/history/volume", {2}, {1, 2}),
     {"/history/volume", "3 (time)"}},
    {"VolumeInUsd", with_text("/history/volume", "units", "USD"), {"/history/volume", "BTC"}},
};

class BadSnapshot : public testing::TestWithParam<BadChange> {};

TEST_P(BadSnapshot, IsRefusedWithTheNameOfItsFileAndObject) {
    test::TemporaryFolder const folder;
    auto const path = folder.file("bad.h5");
    test::write_valid_market(path);
    {
        FileEditor file(path, FileEditor::Mode::change);
        GetParam().apply(file);
    }
    try {
        static_cast<void>(planning::market_warnings(market::read_market(path)));
        FAIL() << "was accepted";
    } catch (Error const& error) {
        std::string const message = error.what();
        EXPECT_EQ(error.exit(), Exit::bad_input) << message;
        EXPECT_NE(message.find("bad.h5"), std::string::npos) << message;
        for (auto const& part : GetParam().message)
            EXPECT_NE(message.find(part), std::string::npos) << message << "\nlacks " << part;
    }
}

INSTANTIATE_TEST_SUITE_P(MarketReader, BadSnapshot, testing::ValuesIn(bad_snapshots),
                         [](auto const& test) { return test.param.name; });

}  // namespace
}  // namespace liq
