// Keys of prices, books, walls and funds that contradict each other are refused with the reason.
#include <gtest/gtest.h>

#include "host/scenario/law_checks.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::full;
using sample::refusal;

TEST(BadLaw, OfKeysThatContradictEachOtherSaysWhy) {
    std::vector<std::string> living{"cascade.book=living", "book.turnover=never"};
    EXPECT_EQ(refusal(full, living), "");
    living.emplace_back("book.refresh=301s");
    EXPECT_PRED2(contains, refusal(full, living), "book.refresh = 301s is not a whole number");
    living.back() = "book.refresh=9999999999d";
    EXPECT_PRED2(contains, refusal(full, living), "steps; accepted: at most 2147483647");
    EXPECT_PRED2(contains,
                 refusal(full, {"waterfall.enabled=true", "event.touch_97k.name=waterfall"}),
                 "the name of the event that waterfall.enabled = true adds");
}

TEST(BadLaw, OfJumpsThatExciteEachOtherWithoutEndCountsThemInStepsAsARunDoes) {
    auto const hawkes = [](std::string const& rest, std::string const& step = "5min") {
        return refusal(full, {"price={ model = \"hawkes\", volatility = 0.3, decay = 40, "
                              "jump_up_probability = 0.4, jump_up_mean = 0.01, "
                              "jump_down_mean = 0.01, " +
                                  rest + " }",
                              "simulation.step=" + step, "event.closes_above_100k.at=1d"});
    };
    std::string const high = "base_intensity = 10, self_excitation = 39";
    EXPECT_EQ(hawkes(high), "");
    EXPECT_PRED2(contains, hawkes("base_intensity = 10, self_excitation = 40"),
                 "price.self_excitation = 40 is not below price.decay = 40");
    EXPECT_PRED2(contains, hawkes(high, "1d"),
                 "price.self_excitation = 39 makes every jump cause 1.029 other jumps with "
                 "steps of 1d, without end; accepted: below 1. Use a shorter step");
    std::string const many = "base_intensity = 1e6, initial_intensity = 1, self_excitation = ";
    EXPECT_EQ(hawkes(many + "30"), "");
    EXPECT_PRED2(contains, hawkes(many + "0", "1d"),
                 "price.base_intensity = 1000000 gives, with the jumps that other jumps cause, "
                 "1e+06 a year or 2740 in a step of 1d; accepted: at most 512 in a step");
    EXPECT_PRED2(contains, hawkes(many + "39.9"), "accepted: at most 512 in a step");
    EXPECT_PRED2(contains,
                 hawkes("base_intensity = 1, initial_intensity = 1e6, self_excitation = 1", "1d"),
                 "price.initial_intensity = 1000000 gives 2740 jumps in a step of 1d");
}

TEST(BadLaw, OfJumpsWhoseExcitationIsABranchingRatioGetsAWarning) {
    auto const warned = [](std::string const& excitation) {
        auto const read =
            sample::read(full, {"price={ model = \"hawkes\", volatility = 0.3, decay = 40, "
                                "jump_up_probability = 0.4, jump_up_mean = 0.01, "
                                "jump_down_mean = 0.01, base_intensity = 10, self_excitation = " +
                                excitation + " }"});
        std::string all;
        for (auto const& warning : read.warnings) all += warning;
        return all;
    };
    EXPECT_PRED2(contains, warned("0.5"),
                 "a jump causes 0.0125 others. If it is the branching ratio, self_excitation = 0.5 "
                 "x decay = 20");
    EXPECT_EQ(warned("20"), "");
    auto const twenty = sample::read(
        full,
        {"price={ model = \"hawkes\", volatility = 0.3, decay = 40, jump_up_probability = 0.4, "
         "jump_up_mean = 0.01, jump_down_mean = 0.01, base_intensity = 10, "
         "self_excitation = 20 }"});
    EXPECT_EQ(scenario::excitation_in_words(twenty),
              "20 a year in the mean; a jump causes 0.5 others (branching ratio)");
    EXPECT_EQ(scenario::excitation_in_words(sample::read(full)), "");
    EXPECT_EQ(warned("0"), "");
}

TEST(BadLaw, HasNoMoreJumpsInAStepThanCanBeDrawn) {
    std::string const many = "volatility = 0.3, jump_intensity = 1000000 }";
    std::string const normal = "jump_mean = 0, jump_sd = 0.1, ";
    for (std::string const& model :
         {std::string("\"merton\", ") + normal,
          std::string("\"kou\", jump_up_probability = 0.4, jump_up_mean = 0.1, "
                      "jump_down_mean = 0.1, ")}) {
        std::string const set = "price={ model = " + model + many;
        EXPECT_EQ(refusal(full, {set, "simulation.step=1h"}), "");
        EXPECT_PRED2(
            contains, refusal(full, {set, "simulation.step=6h"}),
            "price.jump_intensity = 1000000 gives 684.9 jumps in a step of 6h; accepted: at "
            "most 512. Use a shorter step?");
    }
}

/// Overrides of a scenario with a living book, and a part of the message that refuses them.
std::vector<std::pair<std::vector<std::string>, std::string>> const bad_laws{
    {{"cascade.book=live", "book.turnover=3d"}, "accepted: \"frozen\", \"living\""},
    {{"book.turnover=nevr"}, "such as \"90s\", \"5min\", \"1.5h\" or \"30d\", or \"never\""},
    {{"book.turnover=3"},
     "is an integer; accepted: a duration with its unit s, min, h or d, such "
     "as \"5min\", or \"never\""},
    {{"book.turnover=0d"}, "accepted, in seconds: above 0, or \"never\""},
    {{"book.turnover=-1d"}, "is not a duration"},
    {{"book.turnover=inf"}, "book.turnover = inf is a number; accepted: a duration"},
    {{"book.turnover=true"},
     "is true or false; accepted: a duration with its unit s, min, h or d, such as \"5min\", or "
     "\"never\", or { leverage_days = .. }, or a list of { leverage = .., turnover = .. } (time"},
    {{"book.turnover={}"}, "has no leverage_days; accepted: { leverage_days = .. }"},
    {{"book.turnover={ leverage_day = 20 }"}, "Did you mean leverage_days?"},
    {{"book.turnover={ leverage_days = 20, days = 1 }"},
     "book.turnover.days is not a known key; accepted: leverage_days"},
    {{"book.turnover={ leverage_days = 0 }"},
     "book.turnover.leverage_days = 0 d is out of range; accepted: above 0"},
    {{"book.turnover={ leverage_days = inf }"}, "leverage_days = inf d is not finite"},
    {{"book.turnover={ leverage_days = \"20d\" }"},
     "is text; accepted: a number above 0 and at most 1000000 d"},
    {{"book.turnover=[]"}, "has 0 elements; accepted: 1 to 8 tables { leverage = .., turnover"},
    {{"book.turnover=[\"3d\"]"},
     "book.turnover[0] = \"3d\" is text; accepted: { leverage = .., turnover = .. }"},
    {{"book.turnover=[{ leverage = 5 }]"}, "has no turnover; accepted: { leverage = .., turnover"},
    {{"book.turnover=[{ turnover = \"1d\" }]"}, "has no leverage; accepted: { leverage = .., turn"},
    {{"book.turnover=[{ leverage = 5, turnover = \"1d\", x = 1 }]"},
     "book.turnover[0].x is not a known key; accepted: leverage and turnover"},
    {{"book.turnover=[{ leverage = 0, turnover = \"1d\" }]"},
     "book.turnover[0].leverage = 0 is out of range; accepted: above 0"},
    {{"book.turnover=[{ leverage = 5, turnover = \"1d\" }, { leverage = 5, turnover = \"1d\" }]"},
     "book.turnover[1].leverage = 5 is not above that of the entry before; accepted: ascending"},
    {{"book.turnover=[{ leverage = 5, turnover = 3 }]"},
     "book.turnover[0].turnover = 3 is an integer; accepted: a duration with its unit"},
    {{"book.turnover=[{ leverage = 5, turnover = \"0s\" }]"},
     "book.turnover[0].turnover = \"0s\" is out of range; accepted, in seconds: above 0, or \"ne"},
    {{"book.turnover=[{ leverage = 5, turnover = { leverage_days = 2 } }]"},
     "is a table; accepted: a duration with its unit s, min, h or d, such as \"5min\", or "
     "\"never\""},
    {{"book.refill=closing"}, "Did you mean \"closings\"?"},
    {{"book.refill=true"}, "is true or false; accepted: \"closings\", \"target\""},
    {{"book.turnove=3d"}, "Did you mean book.turnover?"},
    {{"book.refresh=never"}, "book.refresh = \"never\" is not a duration"},
    {{"book.refresh=1min"}, "is not a whole number of steps of 5min. Did you mean 5min?"},
    {{"simulation.step=7min", "simulation.horizon=28d", "event.race_113k_93k.by=7d",
      "event.closes_above_100k.at=7d"},
     "s.toml: book.refresh = 1h is not a whole number of steps of 7min. Did you mean 56min?"},
    {{"book.target=-1"}, "book.target = -1 is out of range; accepted: at least 0 and at most 100"},
    {{"book.target=nan"}, "book.target = nan is not finite"},
    {{"book.target=\"1\""}, "or { long = .., short = .. }"},
    {{"book.target={ long = 1 }"}, "has no short"},
    {{"book.target={ long = 1, shrt = 2 }"}, "book.target.shrt is not a known key"},
    {{"book.target={ long = nan, short = 2 }"}, "book.target.long = nan is not finite"},
    {{"book=3"}, "accepted: the table [book]"},
    {{"wall={ price = 9e4, notional = 1 }"}, "is a table; accepted: tables, each headed [[wall]]"},
    {{"wall=[3]"}, "is a list; accepted: tables, each headed [[wall]]"},
    {{"wall=[{ notional = 9e4 }]"}, "wall.0.price is missing (where the wall stands)"},
    {{"wall=[{ price = nan, notional = 4e8 }]"}, "wall.0.price = nan USD is not finite"},
    {{"wall=[{ price = 0, notional = 4e8 }]"}, "wall.0.price = 0 USD is out of range"},
    {{"wall=[{ price = 9e4, notional = 0 }]"},
     "notional = 0 USD is out of range; accepted: at "
     "least 1"},
    {{"wall=[{ price = 9e4, notional = 1 }, { price = 8e4, notional = inf }]"},
     "wall.1.notional = inf USD is not finite"},
    {{"wall=[{ price = 9e4, notional = 1, refill = \"0s\" }]"}, "above 0, or \"never\""},
    {{"wall=[{ price = 9e4, notional = 1, refil = \"1d\" }]"}, "Did you mean wall.refill?"},
    {{"wall=[{ price = 9e4, notional = 1, side = \"bid\" }]"},
     "wall.side is not a known key. [wall] has price, notional, refill."},
    {{"walls=[{ price = 9e4, notional = 4e8 }]"}, "walls is not a known key. Did you mean wall?"},
    {{"waterfall=true"}, "accepted: the table [waterfall]"},
    {{"waterfall.enabled=1"}, "is an integer; accepted: true or false"},
    {{"waterfall.fund=nan"}, "waterfall.fund = nan USD is not finite"},
    {{"waterfall.fund=8e13"}, "is out of range; accepted: at least 0 and at most 70000000000000"},
    {{"waterfall.fund=unlimited"}, "is text; accepted: a number at least 0"},
    {{"event.touch_97k.given=waterfall.fund_emptied"},
     "is not an outcome of another event of this scenario; accepted: race_113k_93k.up, "},
    {{"price={ model = \"merton\", volatility = 0.3 }"}, "price.jump_intensity is missing"},
    {{"price={ model = \"gbm\", volatility = 0.3, jump_mean = 0.1 }"},
     "price.jump_mean goes with price.model = \"merton\", \"bates\", not with \"gbm\""},
    {{"price={ model = \"heston\", volatility = 0.4 }"}, "not with \"heston\""},
    {{"price={ model = \"boostrap\", block = \"1d\" }"}, "Did you mean \"bootstrap\"?"},
    {{"price={ model = \"bootstrap\" , block = 3 }"}, "price.block = 3 is an integer"},
    {{"price={ model = \"kou\", volatility = 0.3, jump_intensity = 12, jump_up_probability = 0.4, "
      "jump_down_mean = 0.02, jump_up_mean = 1 }"},
     "accepted: above 0 and below 1 (mean upward log jump; the price has no mean from 1 on)"},
    {{"price.initial_jump=5"}, "accepted: at least -4 and at most 4"},
    {{"impact.withdrawal.floor=0"}, "accepted: above 0 and at most 1"},
    {{"impact.depth=maket"}, "{ bid = .., ask = .. } or \"market\""},
};

TEST(BadLaw, OfAPriceABookAWallOrAFundNamesTheKeyAndWhatIsAccepted) {
    for (auto const& [set, message] : bad_laws) {
        std::vector<std::string> all{"cascade.book=living", "book.turnover=3d"};
        all.insert(all.end(), set.begin(), set.end());
        std::string const text = refusal(full, all);
        EXPECT_PRED2(contains, text, message) << set.front();
        EXPECT_FALSE(text.starts_with("wrong exit code")) << set.front();
    }
}

TEST(BadLaw, OfATurnoverByLeverageNamesTheLineOfTheFile) {
    std::string const text = sample::with("book = \"frozen\"", "book = \"living\"") +
                             "[book]\nturnover = [{ leverage = 9, turnover = \"4d\" },\n"
                             "            { leverage = 8, turnover = \"6h\" }]\n";
    std::size_t line = 1;
    for (char const c : text.substr(0, text.find("leverage = 8"))) line += c == '\n';
    EXPECT_PRED2(sample::starts_with, refusal(text),
                 "folder/s.toml:" + std::to_string(line) + ":15: book.turnover[1].leverage = 8 is");
    std::string nine;
    for (int i = 1; i <= 9; ++i)
        nine += "{ leverage = " + std::to_string(i) + ", turnover = \"1d\" }, ";
    EXPECT_PRED2(contains, refusal(full, {"cascade.book=living", "book.turnover=[" + nine + "]"}),
                 "has 9 elements; accepted: 1 to 8 tables");
}

}  // namespace
}  // namespace liq
