#include "host/estimation/book_text.hpp"

#include <nlohmann/json.hpp>

#include "host/words/numbers.hpp"
#include "host/words/table.hpp"
#include "host/words/utc_time.hpp"
#include "host/words/values.hpp"

namespace liq::estimation {
namespace {

using nlohmann::ordered_json;
using words::Table;
using words::TextPage;

constexpr char const* side_names[] = {"long", "short"};

DrawnRange range_of_days(SideFit const& side) {
    std::vector<double> drawn;
    for (auto const& draw : side.draws) drawn.push_back(draw.volume_days);
    return drawn_range(std::move(drawn));
}

DrawnRange range_of_fuel(SideFit const& side, std::size_t move) {
    std::vector<double> drawn;
    for (auto const& draw : side.draws) drawn.push_back(draw.fuel[move]);
    return drawn_range(std::move(drawn));
}

std::string day_text(std::int64_t day) {
    return words::iso_utc(day * seconds_per_day).substr(0, 10);
}

void head(TextPage& page, BookFit const& fit) {
    page.line("Book of " + fit.asset + " in " + fit.quote + ", from liquidations of " +
              words::whole(fit.day.size()) + " days, " + day_text(fit.day.front()) + " to " +
              day_text(fit.day.back()));
    auto const& options = fit.options;
    std::string units = fit.in_reported_units()
                            ? "in reported units: what feeds leave out is not in the weights"
                            : "corrected for what feeds leave out, with a share of " +
                                  words::percent(options.feed_share->low, 0) + " to " +
                                  words::percent(options.feed_share->high, 0) +
                                  " of feeds that report everything";
    if (options.break_day) units += " since " + day_text(*options.break_day);
    page.paragraph("Weights ", units);
    for (auto const& note : fit.notes) page.paragraph("- ", note);
}

void weights(TextPage& page, BookFit const& fit, std::size_t s) {
    SideFit const& side = fit.sides[s];
    double const c = side.all.volume_days;
    auto const range = range_of_days(side);
    std::string line = std::string(s == 0 ? "Longs" : "Shorts") +
                       ": c = " + words::plain_number(c) + " days of volume";
    if (!side.draws.empty())
        line += " (90 %: " + words::plain_number(range.low) + " to " +
                words::plain_number(range.high) + ")";
    if (fit.options.break_day)
        line += "; reported after the break over before: " + words::plain(side.all.after, 2);
    page.line();
    page.paragraph("", line);
    Table table(Table::Columns::narrow);
    table.head({"  leverage", "of open interest", "standard error", "of what is liquidated",
                "turnover", ""});
    for (std::size_t l = 0; l < n_leverages; ++l)
        table.row({"  " + words::plain_number(leverage_menu[l]) + "x",
                   words::percent(side.all.weight[l], 3),
                   side.draws.empty() ? words::unknown : words::percent(side.standard_error[l], 3),
                   words::percent(side.dollars[l], 1),
                   words::duration(c / leverage_menu[l] * 86'400),
                   side.is_identified(l) ? "" : "not identified"});
    page.table(table);
}

void fuel(TextPage& page, BookFit const& fit) {
    Table table(Table::Columns::narrow);
    table.head({"  Fuel within", "longs, falling", "90 %", "shorts, rising", "90 %"});
    for (std::size_t m = 0; m < fuel_moves.size(); ++m) {
        std::vector<words::Cell> row{"  " + words::percent(fuel_moves[m], 0)};
        for (auto const& side : fit.sides) {
            auto const range = range_of_fuel(side, m);
            row.emplace_back(words::money(side.all.fuel[m]));
            row.emplace_back(side.draws.empty()
                                 ? words::unknown
                                 : words::money(range.low) + " to " + words::money(range.high));
        }
        table.row(std::move(row));
    }
    page.line();
    page.line("At " + words::price_in_words(fit.price) + ", " + words::utc_text(fit.until));
    page.table(table);
}

void held_out(TextPage& page, BookFit const& fit) {
    auto const& from = fit.options.held_out_from;
    page.line();
    page.paragraph("", (from ? "Days from " + day_text(*from) + " on, by a fit to those before"
                             : "Days that a fit has not seen, each fifth of their blocks in turn") +
                           std::string(": R2 of amounts and of logs, correlation of ranks, sum of "
                                       "reported over expected; and R2 of logs of regressions on "
                                       "the price alone, its extreme over the open and its "
                                       "largest move"));
    Table table(Table::Columns::narrow);
    table.head({"  ", "R2", "of logs", "ranks", "sum", "by open", "by move"});
    for (std::size_t s = 0; s < n_sides; ++s) {
        HeldOut const& out = fit.sides[s].held_out;
        table.row({s == 0 ? "  longs" : "  shorts", words::plain(out.r_squared, 2),
                   words::plain(out.log_r_squared, 2), words::plain(out.rank, 2),
                   words::plain(out.ratio, 2), words::plain(out.log_r_squared_of_open, 2),
                   words::plain(out.log_r_squared_of_largest, 2)});
    }
    page.table(table);
}

ordered_json range_json(DrawnRange const& range) {
    return ordered_json::array({range.low, range.high});
}

ordered_json side_json(SideFit const& side) {
    ordered_json made{{"volume_days", side.all.volume_days},
                      {"volume_days_90", range_json(range_of_days(side))},
                      {"after_break", side.all.after},
                      {"jump", {{"a", side.all.jump.a}, {"b", side.all.jump.b}}}};
    auto& classes = made["weights"] = ordered_json::array();
    for (std::size_t l = 0; l < n_leverages; ++l)
        classes.push_back({{"leverage", leverage_menu[l]},
                           {"weight", side.all.weight[l]},
                           {"standard_error", side.standard_error[l]},
                           {"share_of_liquidated", side.dollars[l]},
                           {"identified", side.is_identified(l)}});
    auto& within = made["fuel_within"] = ordered_json::array();
    for (std::size_t m = 0; m < fuel_moves.size(); ++m)
        within.push_back({{"move", fuel_moves[m]},
                          {"usd", side.all.fuel[m]},
                          {"usd_90", range_json(range_of_fuel(side, m))}});
    HeldOut const& out = side.held_out;
    made["held_out"] = {{"days", out.n_days},
                        {"r_squared", out.r_squared},
                        {"log_r_squared", out.log_r_squared},
                        {"rank_correlation", out.rank},
                        {"reported_over_expected", out.ratio},
                        {"log_r_squared_of_open", out.log_r_squared_of_open},
                        {"log_r_squared_of_largest_move", out.log_r_squared_of_largest}};
    auto& deviances = made["deviance"] = ordered_json::array();
    for (std::size_t c = 0; c < side.deviance.size(); ++c)
        deviances.push_back({{"volume_days", volume_days_grid[c]}, {"deviance", side.deviance[c]}});
    return made;
}

}  // namespace

std::string book_text(BookFit const& fit, words::TextStyle const& style) {
    TextPage page(style);
    head(page, fit);
    for (std::size_t s = 0; s < n_sides; ++s) weights(page, fit, s);
    fuel(page, fit);
    held_out(page, fit);
    return page.text();
}

std::string book_json(BookFit const& fit) {
    auto const& options = fit.options;
    ordered_json made{{"asset", fit.asset},
                      {"quote", fit.quote},
                      {"from", words::iso_utc(fit.from)},
                      {"until", words::iso_utc(fit.until)},
                      {"days", fit.day.size()},
                      {"units", fit.in_reported_units() ? "reported" : "true"},
                      {"completeness", fit.completeness},
                      {"draws", fit.sides[0].draws.size()},
                      {"seed", options.seed}};
    made["feed_break"] =
        options.break_day ? ordered_json(day_text(*options.break_day)) : ordered_json();
    made["feed_share"] =
        options.feed_share
            ? ordered_json::array({options.feed_share->low, options.feed_share->high})
            : ordered_json();
    made["held_out_from"] =
        options.held_out_from ? ordered_json(day_text(*options.held_out_from)) : ordered_json();
    for (std::size_t s = 0; s < n_sides; ++s) made[side_names[s]] = side_json(fit.sides[s]);
    made["notes"] = fit.notes;
    made["warnings"] = fit.warnings;
    return made.dump(2) + "\n";
}

}  // namespace liq::estimation
