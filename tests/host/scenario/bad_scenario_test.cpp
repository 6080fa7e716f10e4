// Bad scenarios: each is refused with exit code 2 and a message that names its place.
#include <gtest/gtest.h>

#include <cstdint>
#include <random>

#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::full;
using sample::refusal;
using sample::starts_with;
using sample::with;

struct Bad {
    std::string from, to;
    std::string place;    ///< line and column; "" stands for the file as a whole
    std::string message;  ///< part of it
};

std::vector<Bad> const bad_scenarios{
    {"schema = 1", "", "", "schema is missing"},
    {"schema = 1", "schema = 2", ":1:1", "schema = 2 is newer than this program"},
    {"schema = 1", "schema = 0", ":1:1", "schema = 0 does not exist"},
    {"schema = 1", "schema = \"1\"", ":1:1", "is text; accepted: the integer 1"},
    {"name = \"june-2025\"", "", "", "name is missing"},
    {"june-2025", "june 2025", ":2:1", "is not a name; accepted: letters"},
    {"june-2025\"", "june\nX", ":2:", "not valid TOML"},
    {"paths = 1_000_000", "", ":11:2", "simulation.paths is missing (number of paths)"},
    {"paths = 1_000_000", "path = 3", ":12:1", "Did you mean simulation.paths?"},
    {"[market]", "horizon = \"30d\"\n[market]", ":5:1", "Did you mean simulation.horizon?"},
    {"[simulation]", "[simulatoin]", ":11:2", "Did you mean simulation?"},
    {"drift = 0.1", "qqqq = 0.1", ":20:1",
     "[price] has drift, initial_jump, model, volatility, jump_i"},
    {"paths = 1_000_000", "paths = 0", ":12:1",
     "simulation.paths = 0 is out of range; accepted: at least 1 and at most 4294967295 "
     "(number"},
    {"paths = 1_000_000", "paths = -5", ":12:1", "out of range"},
    {"paths = 1_000_000", "paths = 1.5", ":12:1", "1.5 is not a whole number"},
    {"paths = 1_000_000", "paths = \"many\"", ":12:1", "is text; accepted: an integer at least 1"},
    {"paths = 1_000_000", "paths = 99999999999999999999", ":12:", "not valid TOML"},
    {"seed = 20250605", "seed = -1", ":15:1", "out of range; accepted: at least 0"},
    {"seed = 20250605", "seed = 1e300", ":15:1", "too large"},
    {"max_rounds = 128", "max_rounds = 0", ":29:1", "accepted: at least 1 and at most 1000000"},
    {"volatility = 0.40", "volatility = nan", ":22:1",
     "price.volatility = nan per year^0.5 is not"},
    {"volatility = 0.40", "volatility = inf", ":22:1", "is not finite"},
    {"volatility = 0.40", "volatility = -0.4", ":22:1",
     "-0.4 per year^0.5 is out of range; accepted: above 0 and at most 100 (annualised"},
    {"volatility = 0.40", "volatility = true", ":22:1", "is true or false; accepted: a number"},
    {"volatility = 0.40", "volatility = 2025-06-05", ":22:1", "is a date or time"},
    {"volatility = 0.40", "", ":18:2", "price.volatility is missing"},
    {"enabled = true", "enabled = 1", ":25:1", "is an integer; accepted: true or false"},
    {"description = \"", "description = 3 #", ":3:1", "accepted: text in quotes"},
    {"description = \"", "description = \"\\u0000", ":3:1", "U+0000"},
    {"horizon = \"30d\"", "horizon = 30", ":13:1", "is an integer; accepted: a duration"},
    {"horizon = \"30d\"", "horizon = \"30m\"", ":13:1", "Did you mean \"30min\"?"},
    {"horizon = \"30d\"", "horizon = \"-30d\"", ":13:1", "is not a duration"},
    {"horizon = \"30d\"", "horizon = \"0.0001s\"", ":13:1", "not a whole number of seconds"},
    {"horizon = \"30d\"", "horizon = \"0d\"", ":13:1", "in seconds: above 0"},
    {"horizon = \"30d\"", "horizon = \"9999999999999d\"", ":13:1", "too many digits"},
    {"horizon = \"30d\"", "horizon = \"7min\"", ":13:1",
     "simulation.horizon = 7min is not a whole number of steps of 5min. Did you mean 5min?"},
    {"horizon = \"30d\"", "horizon = \"1min\"", ":14:1", "longer than simulation.horizon"},
    {"horizon = \"30d\"", "horizon = \"99999999999d\"", ":13:1", "at most 2147483647"},
    {"monitoring = \"step\"", "monitoring = \"brigde\"", ":16:1", "Did you mean \"bridge\"?"},
    {"{ long = 0.4, short = 0.3 }", "{ long = 0.4 }", ":8:", "has no short"},
    {"{ long = 0.4, short = 0.3 }", "{ long = 0.4, shrot = 0.3 }",
     ":8:", "market.liquidatable_share.shrot is not a known key; accepted: long and short"},
    {"{ long = 0.4, short = 0.3 }", "{ long = 0.4, short = 3 }",
     ":8:", "market.liquidatable_share.short = 3 is out of range"},
    {"{ bid = 512e6, ask = 362e6 }", "[1, 2]",
     ":32:", "is a list; accepted: a number at least 1 and at most 1e+18 USD"},
    {"{ bid = 512e6, ask = 362e6 }", "0", ":32:", "impact.depth = 0 USD is out of range"},
    {"quantiles = [0.05, 0.5, 0.95]", "quantiles = []", ":45:1", "accepted: 1 to 256 numbers"},
    {"quantiles = [0.05, 0.5, 0.95]", "quantiles = [0.5, 0.5]", ":45:1", "0.5 follows 0.5"},
    {"quantiles = [0.05, 0.5, 0.95]", "quantiles = [0.5, 1]", ":45:19", "report.quantiles[1] = 1"},
    {"[market]\nfile", "[market]\nfile = \"a\"\nfile", ":7:", "not valid TOML"},
    {"file = \"btc.h5\"", "file = \"\"", ":6:1", "market.file = \"\" is empty"},
    {"[cascade]", "[[cascade]]", ":24:", "accepted: the table [cascade]"},
    {"name = \"touch_97k\"", "name = \"race_113k_93k\"", ":55:1",
     "already the name of the event at"},
    {"name = \"touch_97k\"", "name = \"touch.97k\"", ":55:1", "is not a name"},
    {"name = \"touch_97k\"", "", ":54:1", "event.1.name is missing"},
    {"kind = \"touch\"", "kind = \"tuoch\"", ":56:1", "Did you mean \"touch\"?"},
    {"kind = \"touch\"", "", ":54:1", "event.touch_97k.kind is missing"},
    {"level = 97_000", "up = 97_000", ":57:1",
     "event.touch_97k.up goes with event.kind = \"race\""},
    {"level = 97_000", "leevl = 97_000", ":57:1", "Did you mean event.level?"},
    {"down = 93_000", "down = 113_000", ":51:1", "is not below event.race_113k_93k.up = 113000"},
    {"by = \"30d\"", "by = \"31d\"", ":52:1", "31d is after simulation.horizon = 30d"},
    {"by = \"30d\"", "by = \"301s\"", ":52:1", "not a whole number of steps of 5min"},
    {"at = \"12h\"", "at = \"61s\"", ":64:1", "event.closes_above_100k.at = 61s"},
    {"[report]", "event = 3\n[report]", ":42:", "not a known key"},
    {"[[event]]", "\xff[[event]]", ":47:1: ", "is not valid TOML: a character beyond ASCII"},
    {"june-2025", "june\xff", ":2:", "not valid TOML: Encountered invalid utf-8"},
    {"= 0.1", "= é", ":20:9: ", "beyond ASCII is outside of quotes"},
    {"[report]", "[[[report]", ":42: ", "is not valid TOML: there is something where a key"},
};

TEST(BadScenario, IsRefusedWithItsPlaceAndReason) {
    for (auto const& bad : bad_scenarios) {
        auto const message = refusal(with(bad.from, bad.to));
        EXPECT_PRED2(starts_with, message, "folder/s.toml" + bad.place) << bad.to;
        EXPECT_PRED2(contains, message, bad.message) << bad.to;
    }
}

TEST(BadScenario, NeedsAnEvent) {
    auto const text = full.substr(0, full.find("[[event]]"));
    EXPECT_PRED2(starts_with, refusal(text), "folder/s.toml: event is missing");
    EXPECT_PRED2(starts_with, refusal("event = 3\n" + text),
                 "folder/s.toml:1:1: event = 3 is an int");
    EXPECT_PRED2(contains, refusal("event = [3]\n" + text), "headed [[event]]");
}

TEST(BadScenario, HasAtMostSixtyFourOutcomes) {
    auto text = full;  // 3 + 1 + 1 outcomes
    auto const race = [](int i) {
        return "[[event]]\nname = \"e" + std::to_string(i) +
               "\"\nkind = \"touch\"\nlevel = 120000\n";
    };
    for (int i = 0; i < 59; ++i) text += race(i);
    EXPECT_EQ(refusal(text), "");
    EXPECT_PRED2(starts_with, refusal(text + race(59)), "folder/s.toml:302:1: ");
    EXPECT_PRED2(contains, refusal(text + race(59)), "have 65 outcomes; accepted: at most 64");
}

TEST(BadScenario, SurvivesDeepNesting) {
    for (std::string const piece : {"[", "{a=", "a.", "\"a\" . ", "[[", "'b'."}) {
        std::string deep;
        while (deep.size() + piece.size() < 1'000'000) deep += piece;
        EXPECT_PRED2(starts_with, refusal("schema = 1\nx = " + deep), "folder/s.toml") << piece;
        EXPECT_PRED2(starts_with, refusal("schema = 1\n" + deep + "z = 1"), "folder/s.toml:2")
            << piece;
        EXPECT_PRED2(starts_with, refusal("schema = 1\n[" + deep + "z]"), "folder/s.toml:2")
            << piece;
    }
    EXPECT_PRED2(contains, refusal("s = \"\"\"\n'\"\"\"\na.a.a.a.a.a.a.a.a.a=1"),
                 "s.toml:3:16: a key has more");
    EXPECT_EQ(refusal(with("113K before", "a.b.c.d.e.f.g.h.i.j.k")), "");
}

TEST(BadScenario, OfAnOverrideNamesTheKeyThatWasSet) {
    std::vector<std::pair<std::string, std::string>> const bad{
        {"simulation.paths", "is not KEY=VALUE"},
        {"=3", "is not KEY=VALUE"},
        {"simulation..paths=3", "is not KEY=VALUE"},
        {"simulation.paths=", "is not KEY=VALUE"},
        {"a.b.c.d.e.f.g.h.i=1", "is not KEY=VALUE"},
        {"simulation.path=3", "--set simulation.path: simulation.path is not a known key. Did you"},
        {"simulation.paths=many", "--set simulation.paths: simulation.paths = \"many\" is text"},
        {"simulation.paths=[1", "--set simulation.paths:1:"},
        {"simulation.paths=1\nname=\"x\"", "has more than one value"},
        {"simulation.horizon=7m", "Did you mean \"7min\"?"},
        {"event.race_113k_93.up=3", "Did you mean event.race_113k_93k?"},
        {"event.3.up=3", "there is no event.3; there are 3: race_113k_93k, touch_97k"},
        {"event.race_113k_93k.up=90_000", "is not below event.race_113k_93k.up = 90000"},
        {"event.touch_97k.up=1", "goes with event.kind = \"race\", not with \"touch\""},
        {"name.x=1", "is text, not a table; set name as a whole"},
        {"book.turnover=3d", "book.turnover goes with cascade.book = \"living\", not with"},
        {"waterfall.fund=-1", "waterfall.fund = -1 USD is out of range"},
        {"wall=3", "wall = 3 is an integer; accepted: tables, each headed [[wall]]"},
        {"wall=[{ price = 9e4 }]", "wall.0.notional is missing"},
        {"sweep=3", "sweep = 3 is an integer; accepted: the table [sweep]"},
        {"description=\xff", "--set description:1:"},
    };
    for (auto const& [set, message] : bad) {
        EXPECT_PRED2(contains, refusal(full, {set}), message) << set;
        EXPECT_PRED2(contains, refusal(full, {set}), set.substr(0, set.find('='))) << set;
    }
}

/// Reads the text or sees it refused; a crash or another exception fails the test.
void read_or_refuse(std::string const& text, std::vector<std::string> const& set = {}) {
    try {
        sample::read(text, set);
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        EXPECT_FALSE(std::string(error.what()).empty());
    }
}

TEST(BadScenario, NeverCrashesWhenItIsCutOrDamaged) {
    for (std::size_t size = 0; size < full.size(); size += 3) read_or_refuse(full.substr(0, size));
    std::mt19937 random(20250605);  // the same damaged texts in every run
    std::uniform_int_distribution<std::size_t> position(0, full.size() - 1);
    std::uniform_int_distribution<int> byte(0, 255);
    for (int i = 0; i < 1500; ++i) {
        auto text = full;
        for (int flips = 1 + i % 3; flips > 0; --flips)
            text[position(random)] = static_cast<char>(byte(random));
        read_or_refuse(text);
        std::string set(1 + i % 20U, ' ');
        for (auto& c : set) c = static_cast<char>(byte(random));
        read_or_refuse(full, {"event." + set, "impact.depth=" + set});
    }
}

}  // namespace
}  // namespace liq
