// Lists the differences between the inputs of two runs for a reader.

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "host/comparison/comparison.hpp"
#include "host/scenario/catalogue.hpp"
#include "host/scenario/document.hpp"

namespace liq::comparison {
namespace {

/// All keys of a document with their values as TOML, in the order in which they are written.
class FlatDocument {
  public:
    explicit FlatDocument(std::string const& text) {
        if (text.empty()) return;
        for (auto const& info : scenario::known_keys()) leaves_.insert(info.key);
        walk(scenario::parse_document(text, "the scenario of a report"), "", "");
    }
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> const& values() const {
        return values_;
    }
    [[nodiscard]] std::string value_of(std::string const& key) const {
        auto const at =
            std::ranges::find(values_, key, &std::pair<std::string, std::string>::first);
        return at == values_.end() ? "" : at->second;
    }

  private:
    static std::string below(std::string const& key, std::string const& part) {
        return key.empty() ? part : key + "." + part;
    }

    /// \param shown  the key as a reader sees it, such as `event.NAME.up`
    /// \param plain  the key in the catalogue, such as `event.up`
    void walk(scenario::Node const& node, std::string const& shown, std::string const& plain) {
        bool const leaf = leaves_.contains(plain);
        if (!leaf && node.kind == scenario::Node::Kind::table) {
            for (auto const& child : node.children)
                walk(child, below(shown, child.key), below(plain, child.key));
        } else if (!leaf && is_tables(node)) {
            for (std::size_t i = 0; i < node.children.size(); ++i)
                walk(node.children[i], below(shown, name_of_table(node.children[i], i)), plain);
        } else {
            values_.emplace_back(shown, scenario::value_text(node, 0));
        }
    }
    static bool is_tables(scenario::Node const& node) {
        return node.kind == scenario::Node::Kind::array &&
               std::ranges::all_of(node.children, [](scenario::Node const& child) {
                   return child.kind == scenario::Node::Kind::table;
               });
    }
    static std::string name_of_table(scenario::Node const& table, std::size_t index) {
        for (char const* key : {"name", "metric"})
            if (scenario::Node const* name = table.find(key); name != nullptr) return name->text;
        return std::to_string(index);
    }

    std::set<std::string> leaves_;
    std::vector<std::pair<std::string, std::string>> values_;
};

/// Depth within 1 % of the mid price, interpolated linearly in the table; NaN beyond the table.
double depth_within_one_percent(market::DepthTable const& table,
                                std::vector<double> const& notional) {
    double const distance = 0.01;
    auto const at = std::ranges::lower_bound(table.distance, distance);
    if (at == table.distance.end()) return findings::not_known;
    auto const i = static_cast<std::size_t>(at - table.distance.begin());
    double const from = i == 0 ? 0 : table.distance[i - 1], low = i == 0 ? 0 : notional[i - 1];
    return low + (notional[i] - low) * (distance - from) / (table.distance[i] - from);
}

double fund_of(market::Market const& market) {
    double sum = 0;
    bool any = false;
    for (auto const& venue : market.venues) {
        any = any || venue.insurance_fund.has_value();
        sum += venue.insurance_fund.value_or(0);
    }
    return any ? sum : findings::not_known;
}

double interest_of(market::Market const& market, Side side) {
    auto const half = static_cast<std::ptrdiff_t>(market.open_interest.size() / n_sides);
    auto const first = market.open_interest.begin() + (side == Side::long_side ? 0 : half);
    return std::accumulate(first, first + half, 0.0);
}

/// How many tiers of a venue are flat, count sizes and so on: figures that differ where shapes do.
template <class Put>
void put_tiers(market::Venue const& then, market::Venue const& now, Put const& put) {
    auto const n_if = [](bool is_so, market::Venue const& venue) {
        return is_so ? static_cast<double>(venue.tiers.size()) : 0.0;
    };
    auto const leverage = [](market::Venue const& venue) {
        return venue.max_leverage.empty() ? findings::not_known
                                          : std::ranges::max(venue.max_leverage);
    };
    std::string const of = " of " + now.name;
    put("margin tiers" + of, n_if(true, then), n_if(true, now), "1");
    put("flat margin tiers" + of, n_if(then.shape == TierShape::flat, then),
        n_if(now.shape == TierShape::flat, now), "1");
    put("margin tiers by size" + of, n_if(then.measure == TierMeasure::size, then),
        n_if(now.measure == TierMeasure::size, now), "1");
    put("lowest maintenance rate" + of, then.tiers.front().rate, now.tiers.front().rate, "1");
    put("highest maintenance rate" + of, then.tiers.back().rate, now.tiers.back().rate, "1");
    put("highest leverage allowed" + of, leverage(then), leverage(now), "1");
}

}  // namespace

std::vector<InputChange> scenario_changes(std::string const& before, std::string const& after) {
    FlatDocument const old_keys(before), new_keys(after);
    std::vector<InputChange> changes;
    for (auto const& [key, value] : old_keys.values())
        if (std::string const now = new_keys.value_of(key); now != value)
            changes.push_back({key, value, now});
    for (auto const& [key, value] : new_keys.values())
        if (old_keys.value_of(key).empty()) changes.push_back({key, "", value});
    return changes;
}

std::vector<MarketChange> market_changes(findings::RunFindings const& before,
                                         market::Market const* market_before,
                                         findings::RunFindings const& after,
                                         market::Market const* market_after) {
    std::vector<MarketChange> changes;
    auto const put = [&](std::string const& figure, double then, double now,
                         char const* unit = "USD") {
        bool const same = then == now || (std::isnan(then) && std::isnan(now));
        if (!same) changes.push_back({figure, unit, then, now});
    };
    put("spot, as simulated", before.spot, after.spot);
    put("liquidatable longs on the grid", before.book[0].fuel, after.book[0].fuel);
    put("liquidatable shorts on the grid", before.book[1].fuel, after.book[1].fuel);
    // A frozen book has none, and a report of an older layout does not say.
    if (!before.classes.empty() && !after.classes.empty())
        put("classes of the living book", static_cast<double>(before.classes.size()),
            static_cast<double>(after.classes.size()), "1");
    for (std::size_t c = 0; c < before.classes.size() && c < after.classes.size(); ++c) {
        findings::ClassFinding const &then = before.classes[c], &now = after.classes[c];
        std::string const of = " of class " + std::to_string(c);
        put("lowest leverage" + of, then.lowest_leverage, now.lowest_leverage, "1");
        put("highest leverage" + of, then.highest_leverage, now.highest_leverage, "1");
        put("turnover" + of, then.turnover, now.turnover, "s");
        put("target of longs" + of, then.target_long, now.target_long, "1");
        put("target of shorts" + of, then.target_short, now.target_short, "1");
    }
    if (market_before == nullptr || market_after == nullptr) return changes;
    market::Market const& then = *market_before;
    market::Market const& now = *market_after;
    put("spot of the snapshot", then.spot, now.spot);
    put("open interest, longs", interest_of(then, Side::long_side),
        interest_of(now, Side::long_side));
    put("open interest, shorts", interest_of(then, Side::short_side),
        interest_of(now, Side::short_side));
    put("insurance funds", fund_of(then), fund_of(now));
    for (market::Venue const& venue : now.venues) {
        auto const same = std::ranges::find(then.venues, venue.name, &market::Venue::name);
        if (same != then.venues.end()) put_tiers(*same, venue, put);
    }
    auto const depth = [](market::Market const& market,
                          std::vector<double> market::DepthTable::* part) {
        return market.depth ? depth_within_one_percent(*market.depth, *market.depth.*part)
                            : findings::not_known;
    };
    put("bids within 1 %", depth(then, &market::DepthTable::bid),
        depth(now, &market::DepthTable::bid));
    put("asks within 1 %", depth(then, &market::DepthTable::ask),
        depth(now, &market::DepthTable::ask));
    return changes;
}

}  // namespace liq::comparison
