// Every price model, a living book, walls and the waterfall are read and written back as they are.

#include <gtest/gtest.h>

#include "host/scenario/resolved_text.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

std::string const variance =
    "variance0=0.16, mean_reversion=4, long_run_variance=0.16, vol_of_variance=1, "
    "correlation=-0.5";
std::string const up_and_down = "jump_up_probability=0.4, jump_up_mean=0.015, jump_down_mean=0.02";

std::vector<std::string> const models{
    "model=\"merton\", volatility=0.3, jump_intensity=12, jump_mean=-0.01, jump_sd=0.03",
    "model=\"kou\", volatility=0.3, jump_intensity=12, " + up_and_down,
    "model=\"heston\", " + variance,
    "model=\"bates\", jump_intensity=12, jump_mean=-0.01, jump_sd=0.03, " + variance,
    "model=\"hawkes\", volatility=0.3, base_intensity=10, self_excitation=20, decay=40, " +
        up_and_down,
    "model=\"bootstrap\", block=\"2d\"",
};

TEST(Law, OfEveryPriceModelReadsBackFromItsResolvedText) {
    for (auto const& model : models) {
        scenario::Scenario const scenario = sample::read(sample::full, {"price={" + model + "}"});
        std::string const text = scenario::resolved_text(scenario);
        EXPECT_EQ(scenario::resolved_text(sample::read(text)), text) << model;
        EXPECT_TRUE(scenario.price_model.index() > 0) << model;
    }
}

TEST(Law, OfBookWallsAndWaterfallReadsBackFromItsResolvedText) {
    for (std::string const turnover :
         {"3d", "never", "{ leverage_days = 20 }",
          "[{ leverage = 10, turnover = \"4d\" }, { leverage = 125, turnover = \"never\" }]"}) {
        std::string const text = scenario::resolved_text(sample::read(
            sample::full,
            {"cascade.book=living", "book.turnover=" + turnover, "book.target.long=1.5",
             "book.target.short=1", "waterfall.enabled=true", "waterfall.fund=1e9",
             "wall=[{ price = 9e4, notional = 4e8 }, { price = 1e5, notional = 1, refill = \"1d\" "
             "}]"}));
        scenario::Scenario const back = sample::read(text);
        EXPECT_EQ(scenario::resolved_text(back), text);
        ASSERT_TRUE(back.book.turnover && back.book.target);
        EXPECT_EQ(back.book.turnover->of_all.has_value(), turnover.size() < 6);
        EXPECT_EQ(back.book.turnover->leverage_days.has_value(), turnover.starts_with("{"));
        EXPECT_EQ(back.book.turnover->bands.size(), turnover.starts_with("[") ? 2U : 0U);
        EXPECT_EQ(back.book.target->long_side, 1.5);
        ASSERT_EQ(back.walls.size(), 2u);
        EXPECT_EQ(back.walls[1].refill->seconds, 86'400);
        EXPECT_EQ(back.waterfall.fund, 1e9);
    }
}

BookParameters book(std::vector<std::string> set) {
    set.insert(set.begin(), "cascade.book=living");
    return sample::read(sample::full, set).book;
}

TEST(Law, OfALivingBookMayLeaveTurnoverAndTargetToTheSnapshot) {
    BookParameters const left_out = book({});
    EXPECT_FALSE(left_out.turnover || left_out.target);
    EXPECT_EQ(left_out.refill, Refill::closings);
    EXPECT_EQ(book({"book.refill=target"}).refill, Refill::target);
    std::string const text =
        scenario::resolved_text(sample::read(sample::full, {"cascade.book=living"}));
    EXPECT_PRED2(sample::contains, text, "# turnover: that of the snapshot, /book/turnover\n");
    EXPECT_PRED2(sample::contains, text, "refill = \"closings\"\n");
    EXPECT_EQ(scenario::resolved_text(sample::read(text)), text);
}

TEST(Law, OfALivingBookReadsEveryFormOfItsTurnover) {
    EXPECT_EQ(book({"book.turnover=3d"}).turnover->of_all->length.seconds, 3 * 86'400);
    EXPECT_TRUE(book({"book.turnover=never"}).turnover->of_all->never);
    EXPECT_EQ(book({"book.turnover={leverage_days=20}"}).turnover->leverage_days, 20);
    EXPECT_EQ(book({"book.turnover.leverage_days=1.5"}).turnover->leverage_days, 1.5);
    Turnover const bands = *book({"book.turnover=[{ leverage = 10, turnover = \"4d\" }, "
                                  "{ turnover = \"never\", leverage = 1.25e2 }]",
                                  "book.turnover.0.turnover=6h"})
                                .turnover;
    EXPECT_FALSE(bands.of_all || bands.leverage_days);
    ASSERT_EQ(bands.bands.size(), 2U);
    EXPECT_EQ(bands.bands[0], (TurnoverBand{10, {Duration{6 * 3600}}}));
    EXPECT_EQ(bands.bands[1], (TurnoverBand{125, {{}, true}}));
}

TEST(Law, WarnsWhereAVarianceReachesZero) {
    auto const warnings = [](std::string const& xi) {
        return sample::read(sample::full,
                            {"price={" + models[2] + "}", "price.vol_of_variance=" + xi})
            .warnings.size();
    };
    EXPECT_EQ(warnings("1.2"), warnings("1.1") + 1);  // 2 kappa theta = 1.28
}

TEST(Law, WarnsOfKeysThatHaveNoEffect) {
    auto const warning = [](std::vector<std::string> const& set) {
        std::string all;
        for (auto const& text : sample::read(sample::full, set).warnings) all += text + "\n";
        return all;
    };
    EXPECT_PRED2(sample::contains, warning({"waterfall.fund=1e9"}),
                 "waterfall.fund = 1000000000 has no effect: waterfall.enabled is false");
    EXPECT_PRED2(sample::contains, warning({"impact.depth=market", "impact.exponent=2"}),
                 "impact.exponent = 2 has no effect: impact.depth = \"market\"");
    EXPECT_PRED2(sample::contains,
                 warning({"cascade.book=living", "book.turnover=3d", "book.refresh=40d"}),
                 "book.refresh = 40d is longer than simulation.horizon = 30d, so that the living "
                 "book is never");
    EXPECT_PRED2(sample::contains,
                 warning({"cascade.book=living", "book.turnover={ leverage_days = 20 }",
                          "book.refresh=40d"}),
                 "so that the living book is never renewed");
    EXPECT_EQ(
        warning({"cascade.book=living", "book.turnover=[{ leverage = 125, turnover = \"never\" }]",
                 "book.refresh=40d"}),
        warning({}));
    EXPECT_EQ(warning({"cascade.book=living", "book.turnover=never", "book.refresh=40d",
                       "waterfall.enabled=true", "waterfall.fund=1e9"}),
              warning({}));
}

TEST(Law, MaySayThatAWallNeverRefills) {
    scenario::Scenario const scenario =
        sample::read(sample::full, {"wall=[{ price = 9e4, notional = 4e8, refill = \"never\" }]"});
    ASSERT_EQ(scenario.walls.size(), 1u);
    EXPECT_FALSE(scenario.walls[0].refill.has_value());
    EXPECT_EQ(scenario::resolved_text(sample::read(scenario::resolved_text(scenario))),
              scenario::resolved_text(scenario));
}

}  // namespace
}  // namespace liq
