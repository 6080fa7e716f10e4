#include "host/report/market_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "host/market/utc_time.hpp"
#include "host/planning/book_warnings.hpp"
#include "host/planning/market_figures.hpp"
#include "host/words/price.hpp"
#include "host/words/printable.hpp"

namespace liq::report {
namespace {

std::string dollars(double usd) {
    return words::price_in_words(std::round(usd));
}

std::string fixed(double value, int decimals) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

std::string percent(double fraction, int decimals = 1) {
    return fixed(100 * fraction, decimals) + " %";
}

/// Columns as wide as their widest cell: the first to the left, figures to the right.
class Table {
  public:
    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

    [[nodiscard]] std::string text() const {
        std::vector<std::size_t> width;
        for (auto const& row : rows_)
            for (std::size_t c = 0; c < row.size(); ++c) {
                if (c == width.size()) width.push_back(0);
                width[c] = std::max(width[c], columns_of(row[c]));
            }
        std::string out;
        for (auto const& row : rows_) {
            std::string line = " ";
            for (std::size_t c = 0; c < row.size(); ++c) {
                std::string const padding(width[c] - columns_of(row[c]), ' ');
                line += c == 0 ? " " + row[c] + padding : "  " + padding + row[c];
            }
            out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        }
        return out;
    }

  private:
    /// Characters, not bytes, of UTF-8.
    static std::size_t columns_of(std::string const& text) {
        return static_cast<std::size_t>(
            std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    }
    std::vector<std::vector<std::string>> rows_;
};

std::string origin(market::Market const& market) {
    std::string text = "Market snapshot " + market.path.filename().string() + "\n";
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
        text += "  " + label + words::printable(value) + "\n";
    }
    return text;
}

std::string open_interest(market::Market const& market, planning::MarketFigures const& figures) {
    auto const& longs = figures.by_venue[0];
    auto const& shorts = figures.by_venue[1];
    double const all_long = std::accumulate(longs.begin(), longs.end(), 0.0);
    double const all_short = std::accumulate(shorts.begin(), shorts.end(), 0.0);
    double const all = all_long + all_short;
    Table table;
    table.row({"venue", "contract", "long", "short", "both", "share"});
    auto const share = [all](double part) { return percent(all > 0 ? part / all : 0.0); };
    for (std::size_t v = 0; v < market.venues.size(); ++v)
        table.row({words::printable(market.venues[v].name),
                   market.venues[v].contract == Contract::linear ? "linear" : "inverse",
                   dollars(longs[v]), dollars(shorts[v]), dollars(longs[v] + shorts[v]),
                   share(longs[v] + shorts[v])});
    table.row({"all", "", dollars(all_long), dollars(all_short), dollars(all), share(all)});
    return "\nOpen interest [USD at entry]\n" + table.text();
}

std::string destinations(planning::MarketFigures const& figures) {
    auto const& [longs, shorts] = figures.book;
    auto const sum = [](findings::BookSideFinding const& side) {
        return side.fuel + side.off_grid + side.wrong_side + side.not_liquidatable + side.never;
    };
    double const all[] = {sum(longs), sum(shorts)};
    Table table;
    table.row({"", "long", "", "short", ""});
    auto const line = [&](char const* name, double of_long, double of_short) {
        table.row({name, dollars(of_long), percent(all[0] > 0 ? of_long / all[0] : 0.0),
                   dollars(of_short), percent(all[1] > 0 ? of_short / all[1] : 0.0)});
    };
    line("within reach (log distance up to 0.8)", longs.fuel, shorts.fuel);
    line("beyond reach: further than that", longs.off_grid, shorts.off_grid);
    line("beyond reach: already past its liquidation price", longs.wrong_side, shorts.wrong_side);
    line("beyond reach: has no liquidation price", longs.never, shorts.never);
    line("declared not liquidatable", longs.not_liquidatable, shorts.not_liquidatable);
    return "\nWhere it would be liquidated [USD, valued at the liquidation price]\n" +
           table.text() + "  beyond reach in all: long " + percent(figures.beyond_reach[0]) +
           ", short " + percent(figures.beyond_reach[1]) + "\n";
}

std::string fuel_nearby(planning::MarketFigures const& figures) {
    Table table;
    table.row({"move of the price", "longs, falling", "shorts, rising"});
    for (std::size_t i = 0; i < planning::near_moves.size(); ++i)
        table.row({"up to " + percent(planning::near_moves[i], 0), dollars(figures.near_fuel[0][i]),
                   dollars(figures.near_fuel[1][i])});
    return "\nFuel within a move [USD]\n" + table.text();
}

std::string walls(std::vector<planning::FuelBucket> const& buckets, std::string const& title) {
    if (buckets.empty()) return "\n" + title + ": none\n";
    Table table;
    table.row({"", "price [USD]", "from spot", "fuel [USD]"});
    for (std::size_t i = 0; i < buckets.size(); ++i)
        table.row({std::to_string(i + 1), words::price_in_words(buckets[i].price),
                   (buckets[i].distance > 0 ? "+" : "") + percent(buckets[i].distance, 2),
                   dollars(buckets[i].fuel)});
    return "\n" + title + "\n" + table.text();
}

std::string margins(market::Market const& market) {
    Table table;
    table.row({"venue", "tiers", "first rate", "first cap", "last rate", "last cap",
               "insurance fund [USD]"});
    for (auto const& venue : market.venues) {
        std::string const unit = venue.contract == Contract::linear ? " USD" : " " + market.asset;
        auto const& first = venue.tiers.front();
        auto const& last = venue.tiers.back();
        table.row({words::printable(venue.name), std::to_string(venue.tiers.size()),
                   percent(first.rate, 2), words::price_in_words(first.cap) + unit,
                   percent(last.rate, 2), words::price_in_words(last.cap) + unit,
                   venue.insurance_fund ? dollars(*venue.insurance_fund) : "no limit"});
    }
    return "\nMaintenance margin\n" + table.text();
}

std::string depth(market::Market const& market) {
    if (!market.depth) return "\nDepth: none in the snapshot\n";
    auto const& depth = *market.depth;
    Table table;
    table.row({"within", "bid", "ask"});
    for (std::size_t i = 0; i < depth.distance.size(); ++i)
        table.row({percent(depth.distance[i], 3), dollars(depth.bid[i]), dollars(depth.ask[i])});
    return "\nResting depth [USD, cumulative]\n" + table.text();
}

std::string history(market::Market const& market) {
    if (!market.history) return "\nHistory: none in the snapshot\n";
    auto const& past = *market.history;
    auto const [low, high] = std::pair(*std::min_element(past.low.begin(), past.low.end()),
                                       *std::max_element(past.high.begin(), past.high.end()));
    return "\nHistory: " + dollars(static_cast<double>(past.time.size())) + " bars from " +
           market::utc_text(past.time.front()) + " to " + market::utc_text(past.time.back()) +
           ", prices " + words::price_in_words(low) + " to " + words::price_in_words(high) +
           " USD, last close " + words::price_in_words(past.close.back()) + " USD\n";
}

}  // namespace

std::string describe_market(market::Market const& market, std::size_t n_walls) {
    auto const figures = planning::figures_of(market, n_walls);
    std::string text = origin(market) + open_interest(market, figures) + destinations(figures) +
                       fuel_nearby(figures) +
                       walls(figures.walls[0], "Largest walls of long liquidations, below spot") +
                       walls(figures.walls[1], "Largest walls of short liquidations, above spot") +
                       margins(market) + depth(market) + history(market);
    for (auto const& warning : planning::market_warnings(market))
        text += "\nWarning: " + words::printable(warning) + "\n";
    return text;
}

}  // namespace liq::report
