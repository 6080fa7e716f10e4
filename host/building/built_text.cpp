#include <cmath>

#include <nlohmann/json.hpp>

#include "host/building/build.hpp"
#include "host/planning/market_figures.hpp"
#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"

namespace liq::building {
namespace {

using nlohmann::ordered_json;
using words::Table;
using words::TextPage;

/// The moves for which the fuel is stated, of planning::near_moves.
constexpr std::size_t n_moves = 5;

std::string span_of(ReadAs const& part) {
    if (part.until == 0) return "";
    if (part.from == part.until || part.from == 0) return words::utc_text(part.until);
    return words::utc_text(part.from) + " to " + words::utc_text(part.until);
}

/// What, when, and out of which files.
std::string what_of(ReadAs const& part) {
    std::string text = part.what;
    if (auto const span = span_of(part); !span.empty()) text += "; " + span;
    if (!part.files.empty()) text += "; " + names_of(part.files);
    return text;
}

ordered_json part_json(ReadAs const& part, bool all_names) {
    ordered_json row{{"part", part.part}, {"files", ordered_json::array()}, {"what", part.what}};
    if (all_names)
        for (auto const& file : part.files) row["files"].push_back(names_of({file}));
    else if (!part.files.empty())
        row["files"].push_back(names_of(part.files));
    auto const& taken = part.taken_for;
    if (taken.rows > 0) row["rows"] = taken.rows;
    for (auto const& [key, word] : {std::pair{"format", &taken.format},
                                    {"unit", &taken.unit},
                                    {"sides", &taken.sides},
                                    {"label", &taken.label},
                                    {"shape", &taken.shape}})
        if (!word->empty() && *word != "unknown") row[key] = *word;
    row["from"] = part.from == 0 ? ordered_json() : ordered_json(words::iso_utc(part.from));
    row["until"] = part.until == 0 ? ordered_json() : ordered_json(words::iso_utc(part.until));
    row["notes"] = part.notes;
    return row;
}

/// Names of files may have bytes that are no UTF-8.
std::string text_of(ordered_json const& json, int indent = -1) {
    return json.dump(indent, ' ', false, ordered_json::error_handler_t::replace);
}

ordered_json list_of(std::vector<ReadAs> const& parts, bool all_names) {
    ordered_json list = ordered_json::array();
    for (auto const& part : parts) list.push_back(part_json(part, all_names));
    return list;
}

void parts(TextPage& page, Built const& built) {
    page.line("Read as");
    for (auto const& part : built.parts) {
        page.paragraph("  " + part.part + ": ", what_of(part));
        for (auto const& note : part.notes) page.paragraph("    - ", note);
    }
}

/// What a side holds at a venue: what is valued at entry counts as it would at spot.
double coins(market::Market const& market, Side side, std::size_t v) {
    double sum = market.total_of(side, v) / market.spot;
    if (!market.known) return sum;
    auto const& known = *market.known;
    std::size_t const first = known.first_of(side, v, market.venues.size());
    for (std::size_t p = 0; p < known.price.size(); ++p)
        sum += known.notional[first + p] * (1 / known.price[p] - 1 / market.spot);
    return sum;
}

void totals(TextPage& page, Built const& built, planning::MarketFigures const& figures) {
    auto const& market = built.market;
    Table table(Table::Columns::narrow);
    table.head({"  Open interest", "contract", "long [USD]", "long [" + market.asset + "]",
                "short [USD]", "short [" + market.asset + "]"});
    for (std::size_t v = 0; v < market.venues.size(); ++v) {
        double const longs = figures.by_venue[0][v], shorts = figures.by_venue[1][v];
        table.row({"  " + market.venues[v].name,
                   market.venues[v].contract == Contract::linear ? "linear" : "inverse",
                   words::money(longs), words::count_at_a_glance(coins(market, Side::long_side, v)),
                   words::money(shorts),
                   words::count_at_a_glance(coins(market, Side::short_side, v))});
    }
    page.line();
    page.table(table);
}

/// The share of a side's open interest that is liquidated when the price moves so far against it.
double share_within(planning::MarketFigures const& figures, std::size_t side, std::size_t move) {
    double const all = planning::interest_of(figures.book[side]);
    return all > 0 ? figures.near_fuel[side][move] / all : 0.0;
}

void fuel(TextPage& page, planning::MarketFigures const& figures) {
    std::vector<double> amounts;
    for (auto const& side : figures.near_fuel)
        amounts.insert(amounts.end(), side.begin(), side.begin() + n_moves);
    words::MoneyUnit const unit = words::money_unit(amounts);
    Table table(Table::Columns::narrow);
    table.head(
        {"  Fuel within", "longs, falling", "of all longs", "shorts, rising", "of all shorts"});
    for (std::size_t i = 0; i < n_moves; ++i)
        table.row({"  " + words::percent(planning::near_moves[i], 0),
                   words::money_in(figures.near_fuel[0][i], unit),
                   words::percent(share_within(figures, 0, i), 1),
                   words::money_in(figures.near_fuel[1][i], unit),
                   words::percent(share_within(figures, 1, i), 1)});
    page.line();
    page.table(table);
    page.paragraph(
        "  ",
        "Fuel is what is liquidated if the price moves so far from spot. The rest takes no "
        "part in a cascade that stays within: its liquidation price is further away, or it "
        "has none, as positions with little leverage do.");
}

}  // namespace

std::string line_of(ReadAs const& part) {
    std::string line = part.part + ": " + what_of(part);
    for (auto const& note : part.notes) line += "; " + note;
    return line;
}

std::string parts_json(std::vector<ReadAs> const& parts, std::size_t most_bytes) {
    std::string const all = text_of(list_of(parts, true));
    return all.size() <= most_bytes ? all : text_of(list_of(parts, false));
}

std::string built_text(Built const& built, words::TextStyle const& style) {
    auto const figures = planning::figures_of(built.market);
    TextPage page(style);
    page.line(built.market.asset + " in " + built.market.quote + " as of " + built.market.as_of +
              ", spot " + words::price_in_words(built.market.spot));
    page.line();
    parts(page, built);
    totals(page, built, figures);
    fuel(page, figures);
    return page.text();
}

std::string built_json(Built const& built) {
    auto const figures = planning::figures_of(built.market);
    auto const& market = built.market;
    ordered_json document{{"asset", market.asset},
                          {"quote", market.quote},
                          {"as_of", market.as_of},
                          {"spot", market.spot}};
    document["read_as"] = list_of(built.parts, true);
    auto& venues = document["open_interest"] = ordered_json::array();
    for (std::size_t v = 0; v < market.venues.size(); ++v)
        venues.push_back({{"venue", market.venues[v].name},
                          {"long_usd", figures.by_venue[0][v]},
                          {"short_usd", figures.by_venue[1][v]},
                          {"long_coin", coins(market, Side::long_side, v)},
                          {"short_coin", coins(market, Side::short_side, v)}});
    auto& fuel = document["fuel_within"] = ordered_json::array();
    for (std::size_t i = 0; i < n_moves; ++i)
        fuel.push_back({{"move", planning::near_moves[i]},
                        {"long_usd", figures.near_fuel[0][i]},
                        {"short_usd", figures.near_fuel[1][i]},
                        {"long_share", share_within(figures, 0, i)},
                        {"short_share", share_within(figures, 1, i)}});
    auto& liquidations = document["liquidations"] = ordered_json::array();
    for (auto const& sums : built.liquidations)
        liquidations.push_back({{"venue", sums.venue},
                                {"long_usd", sums.longs},
                                {"short_usd", sums.shorts},
                                {"completeness", sums.completeness}});
    document["warnings"] = built.warnings;
    return text_of(document, 2) + "\n";
}

}  // namespace liq::building
