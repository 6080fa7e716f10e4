/// Recipes: their keys, their venues, and the files that their patterns stand for.
#include "host/building/recipe.hpp"

#include <gtest/gtest.h>

#include "host/storage/sha256.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::building {
namespace {

using data::says;
using data::WrittenText;

std::string const venue = R"(
[[venue]]
name = "a"
contract = "linear"
open_interest = { amount = 5e9, unit = "usd", sides = "one" }
tiers = { cap = [50e3, 600e3], rate = [0.004, 0.005], unit = "usd", shape = "marginal" }
)";
std::string const head = R"(schema = 1
asset = "BTC"
source = "made"
license = "CC0"
)";
std::string const candles = R"(
[candles]
files = ["klines-*.csv", "last.csv"]
)";
std::string const positions = R"(
[positions]
method = "replay"
)";
std::string const whole = head + candles + venue + positions;

/// The text with one part of it in the place of another.
std::string with(std::string const& what, std::string const& instead) {
    std::string text = whole;
    auto const at = text.find(what);
    EXPECT_NE(at, text.npos) << what;
    return text.replace(at, what.size(), instead);
}

Recipe read(std::string const& text) {
    WrittenText const file("market.toml", text);
    return read_recipe(file.path());
}

std::string refused(std::string const& text) {
    WrittenText const file("market.toml", text);
    try {
        static_cast<void>(read_recipe(file.path()));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        EXPECT_EQ(std::string(error.what()).find(file.path()), 0U) << error.what();
        return error.what();
    }
    ADD_FAILURE() << "was not refused: " << text;
    return {};
}

TEST(ARecipe, IsReadWithItsDefaults) {
    auto const recipe = read(whole);
    EXPECT_EQ(recipe.asset, "BTC");
    EXPECT_EQ(recipe.quote, "USD");
    EXPECT_EQ(recipe.sha256, storage::sha256_of_text(whole));
    EXPECT_FALSE(recipe.spot.has_value());
    EXPECT_EQ(recipe.candles.files, (std::vector<std::string>{"klines-*.csv", "last.csv"}));
    EXPECT_EQ(recipe.candles.format, "auto");
    EXPECT_EQ(recipe.candles.history_bar.seconds, 3'600);
    EXPECT_FALSE(recipe.candles.label.has_value());
    ASSERT_EQ(recipe.venues.size(), 1U);
    EXPECT_EQ(recipe.venues[0].contract, Contract::linear);
    EXPECT_EQ(recipe.venues[0].open_interest.amount, 5e9);
    EXPECT_EQ(recipe.venues[0].open_interest.sides, Sides::one);
    EXPECT_EQ(recipe.venues[0].tiers.rate, (std::vector<double>{.004, .005}));
    EXPECT_EQ(recipe.venues[0].tiers.shape, TierShape::marginal);
    EXPECT_FALSE(recipe.depth.has_value());
    EXPECT_EQ(recipe.positions.method, Method::replay);
    EXPECT_FALSE(recipe.positions.volume_days.has_value());  // that of the weights
}

TEST(ARecipe, StatesWhatFilesDoNotTell) {
    auto const recipe = read(with(candles, R"(
[candles]
files = "a.csv"
format = "csv"
columns = { time = 1, close = "last" }
label = "end"
volume = "contracts"
contract_size = 0.01
)") + R"(
[[positions.band]]
low = 5
high = 20
share = 1
[depth]
within = { bid = 1e6, ask = 2e6 }
)");
    EXPECT_EQ(recipe.candles.files, (std::vector<std::string>{"a.csv"}));
    EXPECT_EQ(recipe.candles.columns,
              (std::map<std::string, std::string>{{"time", "1"}, {"close", "last"}}));
    EXPECT_EQ(recipe.candles.label, data::Label::end);
    EXPECT_EQ(recipe.candles.volume, data::Unit::contracts);
    EXPECT_EQ(recipe.candles.contract_size, .01);
    ASSERT_EQ(recipe.positions.band.size(), 1U);
    EXPECT_EQ(recipe.positions.band[0].high, 20);
    ASSERT_TRUE(recipe.depth.has_value());
    EXPECT_TRUE(recipe.depth->within.has_value());
}

TEST(ARecipe, HasAKnownSchema) {
    EXPECT_TRUE(says(refused(with("schema = 1\n", "")), {"schema is missing", "schema = 1"}));
    EXPECT_TRUE(says(refused(with("schema = 1", "schema = 2")),
                     {":1:", "schema = 2 is not known", "reads 1"}));
    EXPECT_TRUE(says(refused(with("schema = 1", "schema = \"1\"")), {"schema = \"1\""}));
}

TEST(ARecipe, HasNoKeyThatIsNotKnown) {
    EXPECT_TRUE(says(refused(with("asset =", "spott = 5\nasset =")),
                     {":2:", "spott is not a known key", "Did you mean spot?"}));
    EXPECT_TRUE(says(refused(with("files =", "fomat = \"csv\"\nfiles =")),
                     {":7:", "candles.fomat", "accepted: files, format", "Did you mean format?"}));
    EXPECT_TRUE(says(refused(with("name = \"a\"", "name = \"a\"\ncontracts = 5")),
                     {"venue.contracts is not a known key", "Did you mean contract?"}));
    EXPECT_TRUE(says(refused(with("sides = \"one\"", "side = \"one\"")), {"side", "sides"}));
    EXPECT_TRUE(says(refused(whole + "windows = \"1d\"\n"), {"positions.windows", "window"}));
    EXPECT_TRUE(says(refused(whole + "\n[depht]\n"), {"depht", "Did you mean depth?"}));
}

TEST(ARecipe, HasValuesOfTheRightTypeAndRange) {
    EXPECT_TRUE(says(refused(with("asset = \"BTC\"", "asset = 5")), {":2:", "asset"}));
    EXPECT_TRUE(says(refused(with("\"last.csv\"]", "5]")), {"candles.files", "list of texts"}));
    EXPECT_TRUE(says(refused(with("\"linear\"", "\"quanto\"")),
                     {"contract", "quanto", "linear", "inverse"}));
    EXPECT_TRUE(says(refused(with("rate = [0.004, 0.005]", "rate = [0.4, 1.5]")), {"rate", "1.5"}));
    EXPECT_TRUE(says(refused(with("amount = 5e9", "amount = -5")), {"amount", "-5"}));
    EXPECT_TRUE(says(refused(with("\"replay\"", "\"guess\"")), {"method", "guess", "mixture"}));
    EXPECT_TRUE(
        says(refused(head + "candles = 5\n" + venue + positions), {"candles", "[candles]"}));
    EXPECT_TRUE(says(refused("schema = 1\nasset = \n"), {":2:"}));
}

TEST(ARecipe, HasWhatIsRequired) {
    EXPECT_TRUE(says(refused(with("source = \"made\"\n", "")), {"source"}));
    EXPECT_TRUE(says(refused(head + venue + positions), {"candles.files"}));
    EXPECT_TRUE(says(refused(head + candles + positions), {"venue is missing", "[[venue]]"}));
    EXPECT_TRUE(says(refused(head + "venue = []\n" + candles + positions), {"[[venue]]"}));
    EXPECT_TRUE(says(refused(head + candles + venue), {"positions.method"}));
    EXPECT_TRUE(says(refused(with("name = \"a\"\n", "")), {"venue.name"}));
}

TEST(ARecipe, HasVenuesOfDifferentNames) {
    EXPECT_TRUE(says(refused(whole + venue), {"there are two venues a"}));
    std::string other = venue;
    other.replace(other.find("\"a\""), 3, "\"b\"");
    EXPECT_EQ(read(whole + other).venues[1].name, "b");
}

TEST(ARecipe, MustBeThere) {
    try {
        static_cast<void>(read_recipe("/nowhere/market.toml"));
        ADD_FAILURE() << "was read";
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::no_file);
    }
}

TEST(FilesOfARecipe, AreThoseThatMatchInTheOrderOfTheirNames) {
    test::TemporaryFolder const folder;
    for (auto const* name : {"klines-2.csv", "klines-1.csv", "klines-10.csv", "other.csv"})
        std::ofstream(folder.file(name)) << "1\n";
    Recipe recipe;
    recipe.path = folder.file("market.toml");
    auto const file = [&](char const* name) { return folder.file(name).string(); };
    EXPECT_EQ(files_of(recipe, {"other.csv", "klines-*.csv", "-"}, "candles"),
              (std::vector<std::string>{file("other.csv"), file("klines-1.csv"),
                                        file("klines-10.csv"), file("klines-2.csv"), "-"}));
    // What is named is looked for when it is read.
    EXPECT_EQ(files_of(recipe, {"missing.csv"}, "candles"),
              (std::vector<std::string>{file("missing.csv")}));
    EXPECT_EQ(files_of(recipe, {"/data/a.csv"}, "candles"),
              (std::vector<std::string>{"/data/a.csv"}));
    try {
        static_cast<void>(files_of(recipe, {"other.csv", "trades-*.csv"}, "candles"));
        ADD_FAILURE() << "was found";
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::no_file);
        EXPECT_TRUE(says(error.what(), {file("market.toml") + ": candles: no file matches",
                                        file("trades-*.csv")}));
    }
}

}  // namespace
}  // namespace liq::building
