// [[position]] and files of positions: what is read, and the messages of what is refused.
#include <gtest/gtest.h>

#include <fstream>

#include "host/scenario/position_checks.hpp"
#include "host/scenario/resolved_text.hpp"
#include "tests/host/scenario/sample.hpp"
#include "tests/support/market_file.hpp"

namespace liq {
namespace {

using sample::contains;

std::string const core = R"(
[[position]]
name = "core-long"
side = "long"
notional = 25e6
entry = 98_000
leverage = 5
venue = "binance"
what_if = { add_margin = 2e6, stop = 95_000 }
)";
std::string const hedge = R"(
[[position]]
name = "hedge"
side = "short"
notional = 1e6
entry = 104_000
wallet = 2e5
venue = "coin-m"
)";

std::string changed(std::string text, std::string const& from, std::string const& to) {
    return text.replace(text.find(from), from.size(), to);
}

TEST(Positions, AreReadWithTheirChanges) {
    scenario::Scenario const scenario = sample::read(sample::full + core + hedge);
    ASSERT_EQ(scenario.positions.size(), 2u);
    scenario::PositionParameters const& first = scenario.positions[0];
    EXPECT_EQ(first.name, "core-long");
    EXPECT_EQ(first.side, Side::long_side);
    EXPECT_EQ(first.margin(), 5e6);
    ASSERT_TRUE(first.what_if);
    EXPECT_EQ(first.what_if->add_margin, 2e6);
    EXPECT_EQ(first.what_if->stop, 95'000);
    EXPECT_FALSE(first.what_if->reduce);
    EXPECT_EQ(scenario.positions[1].side, Side::short_side);
    EXPECT_EQ(scenario.positions[1].margin(), 2e5);
    EXPECT_FALSE(scenario.positions[1].what_if);
}

TEST(Positions, StandInTheResolvedTextWhichReadsBackTheSame) {
    std::string const text = scenario::resolved_text(sample::read(sample::full + core + hedge));
    EXPECT_PRED2(contains, text, "what_if = { add_margin = 2000000.0, stop = 95000.0 }");
    EXPECT_EQ(scenario::resolved_text(sample::read(text)), text);
}

TEST(Positions, CanBeChangedByName) {
    scenario::Scenario const scenario =
        sample::read(sample::full + core, {"position.core-long.notional=3e6"});
    EXPECT_EQ(scenario.positions[0].notional, 3e6);
}

TEST(Positions, AreRefusedWithTheirPlaceAndWhatIsAccepted) {
    struct Case {
        std::string text, message;
    };
    for (Case const& one : std::vector<Case>{
             {changed(core, "\"long\"", "\"lang\""), "Did you mean \"long\"?"},
             {changed(core, "leverage = 5", ""), "has neither leverage nor wallet"},
             {changed(core, "leverage = 5", "leverage = 5\nwallet = 1e6"),
              "has both leverage and wallet"},
             {changed(core, "entry = 98_000", "entry = 0"), "position.core-long.entry = 0"},
             {changed(core, "\"core-long\"", "\"core long\""), "is not a name"},
             {core + core, "is already the name of the position at"},
             {changed(core, "{ add_margin = 2e6, stop = 95_000 }", "{ }"), "changes nothing"},
             {changed(core, "add_margin", "add_margn"), "Did you mean add_margin?"},
             {changed(core, "add_margin = 2e6", "reduce = 1"), "out of range"},
             {changed(core, "venue = \"binance\"", ""), "position.core-long.venue is missing"},
             {changed(core, "notional", "notionl"), "position.notional"}}) {
        std::string const message = sample::refusal(sample::full + one.text);
        EXPECT_PRED2(contains, message, one.message);
        EXPECT_PRED2(contains, message, "folder/s.toml:");
    }
    std::string many;
    for (int i = 0; i < 3'001; ++i)
        many += changed(hedge, "\"hedge\"", "\"p" + std::to_string(i) + "\"");
    EXPECT_PRED2(contains, sample::refusal(sample::full + many), "more than 3000 positions");
}

std::string const header = "name,side,notional,entry,leverage,wallet,venue,what_if.reduce\n";

TEST(PositionFile, HasTheColumnsOfTheTables) {
    test::TemporaryFolder const folder;
    std::ofstream(folder.file("p.csv")) << header << "a,long,2e6,99000,10,,\"binance\",0.5\r\n"
                                        << "\nb,short,1e6,104000,,1e5,coin-m,\n";
    scenario::Scenario const scenario =
        scenario::parse_scenario(sample::full + core + "\n[portfolio]\nfile = \"p.csv\"\n",
                                 folder.file("s.toml"), {}, scenario::NamedFiles::read);
    ASSERT_EQ(scenario.positions.size(), 3u);
    EXPECT_EQ(scenario.positions[1].name, "a");
    EXPECT_EQ(scenario.positions[1].leverage, 10);
    EXPECT_EQ(scenario.positions[1].what_if->reduce, .5);
    EXPECT_EQ(scenario.positions[2].wallet, 1e5);
    EXPECT_FALSE(scenario.positions[2].what_if);
    // The resolved text holds them all and needs no file.
    EXPECT_EQ(sample::read(scenario::resolved_text(scenario)).positions.size(), 3u);
}

TEST(PositionFile, IsRefusedWithItsLine) {
    test::TemporaryFolder const folder;
    struct Case {
        std::string text, message;
    };
    for (Case const& one : std::vector<Case>{
             {"nme,side\na,long\n", ":1: the column \"nme\" is not known"},
             {"name,name\na,b\n", ":1: there are two columns name"},
             {header + "a,long,2e6\n", ":2: has 3 cells where the header has 8"},
             {header + "a,long,two,99000,10,,binance,\n", ":2: position.a.notional = \"two\""},
             {header + "a,\"long,2e6,99000,10,,binance,\n", ":2: a cell in quotes does not end"},
             {"name;side;notional\na;long;2e6\n",
              ":1: cells are separated by \";\"; commas are read"},
             {"name\tside\na\tlong\n", ":1: cells are separated by tabs"},
             {header + "a,long,2e6,\"99000,5\",10,,binance,\n",
              ":2: entry = \"99000,5\" has a comma"},
             {header + "a,long,2e6,99000,5,10,,binance,\n",
              ":2: has 9 cells where the header has 8. "
              "Are there decimal commas?"},
             {header, "has no position"}}) {
        std::ofstream(folder.file("p.csv")) << one.text;
        std::string message;
        try {
            static_cast<void>(
                scenario::parse_scenario(sample::full + "\n[portfolio]\nfile = \"p.csv\"\n",
                                         folder.file("s.toml"), {}, scenario::NamedFiles::read));
        } catch (Error const& error) {
            message = error.what();
        }
        EXPECT_PRED2(contains, message, one.message);
        EXPECT_PRED2(contains, message, "p.csv");
    }
    try {
        static_cast<void>(
            scenario::parse_scenario(sample::full + "\n[portfolio]\nfile = \"none.csv\"\n",
                                     folder.file("s.toml"), {}, scenario::NamedFiles::read));
        FAIL() << "no error";
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::no_file);
        EXPECT_PRED2(contains, std::string(error.what()), "portfolio.file = \"none.csv\"");
    }
}

TEST(PositionFile, IsNotReadForATextThatNoPersonNamed) {
    test::TemporaryFolder const folder;
    std::ofstream(folder.file("p.csv")) << "a secret\n";
    try {
        static_cast<void>(scenario::parse_scenario(
            sample::full + "\n[portfolio]\nfile = \"p.csv\"\n", folder.file("s.toml")));
        FAIL() << "no error";
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        EXPECT_PRED2(contains, std::string(error.what()), "portfolio.file = \"p.csv\"");
        EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
    }
}

}  // namespace
}  // namespace liq
