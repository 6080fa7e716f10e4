#include <limits>
#include <numeric>

#include "host/estimation/book_file.hpp"
#include "host/revision.hpp"
#include "host/storage/writer.hpp"
#include "host/words/utc_time.hpp"
#include "models/core/units.hpp"

namespace liq::estimation {
namespace {

using storage::Writer;

std::vector<std::string> const sides{"long", "short"};

/// One value a side.
template <class Get>
std::vector<double> by_side(BookFit const& fit, Get const& get) {
    std::vector<double> values;
    for (auto const& side : fit.sides) values.push_back(get(side));
    return values;
}

/// The elements of a range of each side, one after the other.
template <class Get>
std::vector<double> rows(BookFit const& fit, Get const& get) {
    std::vector<double> values;
    for (auto const& side : fit.sides)
        for (double const value : get(side)) values.push_back(value);
    return values;
}

class File {
  public:
    explicit File(BookFit const& fit) : fit_(fit) {}

    std::string bytes(std::string const& recipe, std::string const& recipe_sha256) {
        attributes(recipe, recipe_sha256);
        scales();
        estimates();
        held_out();
        days();
        draws();
        auto const made = writer_.finish();
        return {reinterpret_cast<char const*>(made.data()), made.size()};
    }

  private:
    void text(char const* name, std::string_view value) { writer_.attribute("/", name, value); }

    void attributes(std::string const& recipe, std::string const& recipe_sha256) {
        text("filetype", book_filetype);
        std::array<std::int32_t, 2> const version{book_schema_major, book_schema_minor};
        writer_.attribute("/", "schema_version", version);
        text("Conventions", "CF-1.10");
        text("program", "liqcascade");
        text("program_version", program_version());
        text("git_revision", git_revision());
        text("recipe", recipe);
        text("recipe_sha256", recipe_sha256);
        text("asset", fit_.asset);
        text("quote", fit_.quote);
        text("from", words::iso_utc(fit_.from));
        text("until", words::iso_utc(fit_.until));
        text("units", fit_.in_reported_units() ? "reported" : "true");
        text("completeness", fit_.completeness);
        auto const& options = fit_.options;
        if (options.break_day)
            text("feed_break", words::iso_utc(*options.break_day * seconds_per_day));
        if (options.feed_share) {
            writer_.attribute("/", "feed_share_low", options.feed_share->low);
            writer_.attribute("/", "feed_share_high", options.feed_share->high);
        }
        writer_.attribute("/", "seed", options.seed);
        std::string warnings;
        for (auto const& warning : fit_.warnings)
            warnings += (warnings.empty() ? "" : "\n") + warning;
        text("warnings", warnings);
    }

    void scales() {
        writer_.scale("/side", sides, {"", "side of the positions"});
        writer_.scale("/leverage", leverage_menu, {"1", "leverage"});
        writer_.scale("/move", fuel_moves, {"1", "move of the price against the side"});
        writer_.scale("/volume_days_tried", volume_days_grid,
                      {"days of mean volume", "c that was tried"});
        writer_.variable("/spot", {}, std::vector{fit_.price}, {"USD", "price at until"});
    }

    void number(char const* name, char const* units, char const* meaning,
                std::vector<double> const& values, storage::Dimensions const& axes) {
        writer_.variable(std::string("/") + name, axes, values, {units, meaning});
    }

    void estimates() {
        number("weight", "1", "share of the open interest of the side",
               rows(fit_, [](SideFit const& side) { return side.all.weight; }),
               {"side", "leverage"});
        number("standard_error", "1", "standard error of the weight",
               rows(fit_, [](SideFit const& side) { return side.standard_error; }),
               {"side", "leverage"});
        number("dollars", "1", "share of the leverage in what is liquidated",
               rows(fit_, [](SideFit const& side) { return side.dollars; }), {"side", "leverage"});
        std::vector<std::int8_t> identified;
        for (auto const& side : fit_.sides)
            for (std::size_t l = 0; l < n_leverages; ++l)
                identified.push_back(side.is_identified(l) ? 1 : 0);
        writer_.flags("/identified", {"side", "leverage"}, identified,
                      {"", "whether the data tell the weight"});
        number("volume_days", "days of mean volume",
               "positions of leverage L turn over in this / L",
               by_side(fit_, [](SideFit const& side) { return side.all.volume_days; }), {"side"});
        number("after_break", "1", "reported after the break over before it",
               by_side(fit_, [](SideFit const& side) { return side.all.after; }), {"side"});
        number("jump_a", "1", "a of ln g = a + b ln(mu/20e6 USD), the jump at the break",
               by_side(fit_, [](SideFit const& side) { return side.all.jump.a; }), {"side"});
        number("jump_b", "1", "b of the jump at the break",
               by_side(fit_, [](SideFit const& side) { return side.all.jump.b; }), {"side"});
        number("fuel", "USD", "fuel within the move at until",
               rows(fit_, [](SideFit const& side) { return side.all.fuel; }), {"side", "move"});
        number("deviance", "1", "deviance of reported amounts",
               rows(fit_, [](SideFit const& side) { return side.deviance; }),
               {"side", "volume_days_tried"});
    }

    void held_out() {
        writer_.group("/held_out");
        writer_.scale("/held_out/side", sides, {"", "side of the positions"});
        auto const put = [&](char const* name, char const* meaning, double HeldOut::* score) {
            writer_.variable(
                std::string("/held_out/") + name, {"side"},
                by_side(fit_, [&](SideFit const& side) { return side.held_out.*score; }),
                {"1", meaning});
        };
        put("r_squared", "R2 of amounts", &HeldOut::r_squared);
        put("log_r_squared", "R2 of logs", &HeldOut::log_r_squared);
        put("rank", "rank correlation", &HeldOut::rank);
        put("ratio", "reported over expected", &HeldOut::ratio);
        put("log_r_squared_of_open", "R2 of logs, log-linear in the extreme over the open",
            &HeldOut::log_r_squared_of_open);
        put("log_r_squared_of_largest", "R2 of logs, log-linear in the day's largest move",
            &HeldOut::log_r_squared_of_largest);
    }

    void days() {
        writer_.group("/days");
        std::vector<std::int64_t> time;
        for (std::int64_t const day : fit_.day) time.push_back(day * seconds_per_day);
        writer_.scale("/days/side", sides, {"", "side of the positions"});
        writer_.scale("/days/time", time,
                      {"seconds since 1970-01-01 00:00:00", "begin of the day"});
        writer_.attribute("/days/time", "calendar", std::string_view("standard"));
        auto const put = [&](char const* name, char const* units, char const* meaning,
                             std::vector<double> SideFit::* column) {
            writer_.variable(std::string("/days/") + name, {"side", "time"},
                             rows(fit_, [&](SideFit const& side) { return side.*column; }),
                             {units, meaning});
        };
        put("reported", "USD", "reported liquidations", &SideFit::reported);
        put("expected", "USD", "expected liquidations, in reported units", &SideFit::expected);
        put("true_over_reported", "1", "S: true over reported liquidations",
            &SideFit::true_over_reported);
        writer_.scale("/days/leverage", leverage_menu, {"1", "leverage"});
        writer_.variable("/days/basis", {"side", "leverage", "time"},
                         rows(fit_, [](SideFit const& side) { return side.basis; }),
                         {"USD", "liquidations of a weight of 1"});
    }

    /// One value a draw and side, or several.
    template <class Get>
    std::vector<double> drawn(Get const& get) const {
        std::vector<double> values;
        for (std::size_t d = 0; d < fit_.sides[0].draws.size(); ++d)
            for (auto const& side : fit_.sides)
                for (double const value : get(side.draws[d])) values.push_back(value);
        return values;
    }

    void draws() {
        std::size_t const n = fit_.sides[0].draws.size();
        if (n == 0) return;
        writer_.group("/draws");
        std::vector<std::int64_t> numbers(n);
        std::iota(numbers.begin(), numbers.end(), 0);
        writer_.scale("/draws/draw", numbers, {"1", "number of the draw"});
        writer_.scale("/draws/side", sides, {"", "side of the positions"});
        writer_.scale("/draws/leverage", leverage_menu, {"1", "leverage"});
        writer_.scale("/draws/move", fuel_moves, {"1", "move of the price against the side"});
        using One = std::array<double, 1>;
        writer_.variable("/draws/weight", {"draw", "side", "leverage"},
                         drawn([](SideEstimate const& draw) { return draw.weight; }),
                         {"1", "share of the open interest of the side"});
        writer_.variable("/draws/volume_days", {"draw", "side"},
                         drawn([](SideEstimate const& draw) { return One{draw.volume_days}; }),
                         {"days of mean volume", "c of the draw"});
        writer_.variable("/draws/after_break", {"draw", "side"},
                         drawn([](SideEstimate const& draw) { return One{draw.after}; }),
                         {"1", "reported after the break over before it"});
        writer_.variable("/draws/fuel", {"draw", "side", "move"},
                         drawn([](SideEstimate const& draw) { return draw.fuel; }),
                         {"USD", "fuel within the move at until"});
        if (!fit_.feed_share.empty())
            writer_.variable("/draws/feed_share", {"draw"}, fit_.feed_share,
                             {"1", "share of true liquidations of the feeds of everything"});
    }

    BookFit const& fit_;
    Writer writer_;
};

}  // namespace

std::string book_file_of(BookFit const& fit, std::string const& recipe,
                         std::string const& recipe_sha256) {
    return File(fit).bytes(recipe, recipe_sha256);
}

}  // namespace liq::estimation
