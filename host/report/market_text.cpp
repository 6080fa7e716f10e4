#include "host/report/market_text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <sstream>

#include "host/planning/book_warnings.hpp"
#include "host/planning/market_figures.hpp"
#include "host/report/margin_text.hpp"
#include "host/report/notional_chart.hpp"
#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"

namespace liq::report {
namespace {

using words::Table;
using words::TextPage;

/// Amounts in full, and a short form for narrow tables, in one unit for the whole table.
class Dollars {
  public:
    explicit Dollars(std::vector<double> const& amounts) : unit_(words::money_unit(amounts)) {}
    [[nodiscard]] words::Cell operator()(double usd) const {
        return {words::dollars(usd), words::money_in(usd, unit_)};
    }

  private:
    words::MoneyUnit unit_;
};

std::vector<double> joined(std::vector<double> all, std::vector<double> const& more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

std::string percent(double fraction, int decimals = 1) {
    return words::percent(fraction, decimals);
}

Table narrow_table() {
    return Table(Table::Columns::narrow);
}

void title(TextPage& page, std::string const& text) {
    page.line();
    page.line(text);
}

void origin(TextPage& page, market::Market const& market) {
    page.line("Market snapshot " + market.path.filename().string());
    std::pair<char const*, std::string> const lines[] = {
        {"asset", market.asset + " in " + market.quote},
        {"as of", market.as_of},
        {"spot", words::price_in_words(market.spot) + " USD"},
        {"source", market.source},
        {"license", market.license},
        {"sha256", market.sha256}};
    for (auto const& [name, value] : lines) {
        std::string label = name;
        label.resize(9, ' ');
        page.paragraph("  " + label, value);
    }
}

void open_interest(TextPage& page, market::Market const& market,
                   planning::MarketFigures const& figures) {
    auto const& longs = figures.by_venue[0];
    auto const& shorts = figures.by_venue[1];
    double const all_long = std::accumulate(longs.begin(), longs.end(), 0.0);
    double const all_short = std::accumulate(shorts.begin(), shorts.end(), 0.0);
    double const all = all_long + all_short;
    Dollars const dollars(joined(joined(longs, shorts), {all}));
    Table table = narrow_table();
    table.head({"  venue", "contract", "long", "short", "both", "share"});
    auto const share = [all](double part) { return percent(all > 0 ? part / all : 0.0); };
    for (std::size_t v = 0; v < market.venues.size(); ++v)
        table.row({"  " + market.venues[v].name,
                   market.venues[v].contract == Contract::linear ? "linear" : "inverse",
                   dollars(longs[v]), dollars(shorts[v]), dollars(longs[v] + shorts[v]),
                   share(longs[v] + shorts[v])});
    table.row({"  all", "", dollars(all_long), dollars(all_short), dollars(all), share(all)});
    bool const estimated = !market.open_interest.empty();
    title(page,
          market.known
              ? estimated
                    ? "Positions [USD; of accounts at their liquidation price, others at entry]"
                    : "Positions of accounts [USD at their liquidation price]"
              : "Open interest [USD at entry]");
    page.table(table);
    if (market.known && market.known->coverage)
        page.paragraph("  ", "accounts hold " + percent(*market.known->coverage) +
                                 " of the venues' open interest");
}

void destinations(TextPage& page, planning::MarketFigures const& figures) {
    auto const& [longs, shorts] = figures.book;
    auto const sum = [](findings::BookSideFinding const& side) {
        return side.fuel + side.off_grid + side.wrong_side + side.not_liquidatable + side.never;
    };
    double const all[] = {sum(longs), sum(shorts)};
    Dollars const dollars({longs.fuel, shorts.fuel, longs.off_grid, shorts.off_grid});
    Table table = narrow_table();
    table.head({"", "long", "", "short", ""});
    auto const line = [&](words::Cell const& name, double of_long, double of_short) {
        table.row({name, dollars(of_long), percent(all[0] > 0 ? of_long / all[0] : 0.0),
                   dollars(of_short), percent(all[1] > 0 ? of_short / all[1] : 0.0)});
    };
    line({"  within reach (log distance up to 0.8)", "  within reach"}, longs.fuel, shorts.fuel);
    line({"  beyond reach: further away", "  too far"}, longs.off_grid, shorts.off_grid);
    line({"  beyond reach: already past its liquidation price", "  already past"}, longs.wrong_side,
         shorts.wrong_side);
    line({"  beyond reach: has no liquidation price", "  never liquidated"}, longs.never,
         shorts.never);
    line({"  declared not liquidatable", "  not liquidatable"}, longs.not_liquidatable,
         shorts.not_liquidatable);
    title(page, "Where open interest would be liquidated [USD, valued at the liquidation price]");
    page.table(table);
    page.paragraph("  ", "beyond reach in total: long " + percent(figures.beyond_reach[0]) +
                             ", short " + percent(figures.beyond_reach[1]));
}

void by_price(TextPage& page, market::Market const& market,
              planning::MarketFigures const& figures) {
    auto const lines = notional_chart(figures.walls, market.spot, page.style());
    if (lines.empty()) return;
    title(page, "Notional that would be liquidated, by price: each row up to its price");
    for (std::string const& line : lines) page.line(line);
}

void fuel_nearby(TextPage& page, planning::MarketFigures const& figures) {
    Dollars const dollars(joined(figures.near_fuel[0], figures.near_fuel[1]));
    Table table = narrow_table();
    table.head({"  move of the price", "longs, falling", "shorts, rising"});
    for (std::size_t i = 0; i < planning::near_moves.size(); ++i)
        table.row({"  up to " + percent(planning::near_moves[i], 0),
                   dollars(figures.near_fuel[0][i]), dollars(figures.near_fuel[1][i])});
    title(page, "Notional that would be liquidated within a move of the price, its fuel [USD]");
    page.table(table);
}

void walls(TextPage& page, std::vector<planning::FuelBucket> buckets, std::size_t most,
           std::string const& name) {
    buckets.resize(std::min(buckets.size(), most));
    std::vector<double> amounts;
    for (auto const& bucket : buckets) amounts.push_back(bucket.fuel);
    Dollars const dollars(amounts);
    title(page, name + (buckets.empty() ? ": none" : ""));
    if (buckets.empty()) return;
    Table table = narrow_table();
    table.head({"", "price [USD]", "from spot", "notional [USD]"});
    for (std::size_t i = 0; i < buckets.size(); ++i)
        table.row({"  " + std::to_string(i + 1), words::price_in_words(buckets[i].price),
                   words::signed_percent(buckets[i].distance), dollars(buckets[i].fuel)});
    page.table(table);
}

/// The classes of a living book, where the snapshot says anything of them.
void classes(TextPage& page, market::Market const& market) {
    auto const all = planning::class_figures_of(market);
    if (all.empty()) return;
    auto const turnover = [](std::optional<double> const& seconds) -> std::string {
        if (!seconds) return "not said";
        return std::isinf(*seconds) ? "never" : words::duration(*seconds);
    };
    std::vector<double> amounts;
    for (auto const& one : all)
        amounts.insert(amounts.end(), one.open_interest.begin(), one.open_interest.end());
    Dollars const dollars(amounts);
    Table table = narrow_table();
    table.head({"  leverages", "long", "short", "turnover", "target long", "target short"});
    for (auto const& one : all)
        table.row({"  " + words::plain(one.leverages.front()) + "x to " +
                       words::plain(one.leverages.back()) + "x",
                   dollars(one.open_interest[0]), dollars(one.open_interest[1]),
                   turnover(one.turnover), words::plain(one.target[0]),
                   words::plain(one.target[1])});
    title(page, "Classes of a living book [USD at entry]");
    page.table(table);
}

void depth(TextPage& page, market::Market const& market) {
    if (!market.depth) return title(page, "Depth: none in the snapshot");
    auto const& depth = *market.depth;
    Dollars const dollars(joined(depth.bid, depth.ask));
    Table table = narrow_table();
    table.head({"  within", "bid", "ask"});
    for (std::size_t i = 0; i < depth.distance.size(); ++i)
        table.row(
            {"  " + percent(depth.distance[i], 3), dollars(depth.bid[i]), dollars(depth.ask[i])});
    title(page, "Resting depth [USD, cumulative]");
    page.table(table);
}

void history(TextPage& page, market::Market const& market) {
    if (!market.history) return title(page, "History: none in the snapshot");
    auto const& past = *market.history;
    auto const [low, high] = std::pair(*std::min_element(past.low.begin(), past.low.end()),
                                       *std::max_element(past.high.begin(), past.high.end()));
    page.line();
    page.paragraph("History: ", words::whole(past.time.size()) + " bars from " +
                                    words::utc_text(past.time.front()) + " to " +
                                    words::utc_text(past.time.back()) + ", prices " +
                                    words::price_in_words(low) + " to " +
                                    words::price_in_words(high) + " USD, last close " +
                                    words::price_in_words(past.close.back()) + " USD");
}

void assumptions(TextPage& page, market::Market const& market) {
    if (market.assumptions.empty()) return;
    title(page, "Assumptions, as the snapshot states them");
    std::istringstream text(market.assumptions);
    for (std::string line; std::getline(text, line);) page.paragraph("  ", line);
}

/// Files, formats, units and repairs, as `market build` has written them.
void origin_of_parts(TextPage& page, std::optional<market::MadeOf> const& made_of) {
    if (!made_of) return;
    title(page, "Read as" + (made_of->recipe.empty() ? "" : ", by the recipe " + made_of->recipe));
    for (auto const& line : made_of->lines) page.paragraph("  - ", line);
}

}  // namespace

std::string describe_market(market::Market const& market, words::TextStyle const& style,
                            std::optional<market::MadeOf> const& made_of, std::size_t n_walls) {
    auto const figures = planning::figures_of(market, std::numeric_limits<std::size_t>::max());
    TextPage page(style);
    origin(page, market);
    open_interest(page, market, figures);
    destinations(page, figures);
    by_price(page, market, figures);
    fuel_nearby(page, figures);
    walls(page, figures.walls[0], n_walls, "Largest walls of long liquidations, below spot");
    walls(page, figures.walls[1], n_walls, "Largest walls of short liquidations, above spot");
    classes(page, market);
    margin_section(page, market);
    depth(page, market);
    history(page, market);
    assumptions(page, market);
    origin_of_parts(page, made_of);
    for (auto const& warning : planning::market_warnings(market)) {
        page.line();
        page.paragraph("Warning: ", warning, words::Look::warning);
    }
    return page.text();
}

}  // namespace liq::report
