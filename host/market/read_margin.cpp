#include "host/market/read_margin.hpp"

#include <cmath>

#include "host/errors.hpp"
#include "host/market/axes.hpp"
#include "host/market/checks.hpp"

namespace liq::market {
namespace {

std::vector<std::string> venue_names(Market const& market) {
    std::vector<std::string> names;
    for (auto const& venue : market.venues) names.push_back(venue.name);
    return names;
}

void read_contracts(storage::Reader const& file, Market& market) {
    std::string const name = "/margin/contract";
    if (!file.has(name)) return;
    auto const words = file.strings(name);
    require(words.shape == std::vector<std::size_t>{market.venues.size()},
            file.place(name) + ": has shape " + storage::shape_text(words.shape) +
                "; expected is " + std::to_string(market.venues.size()) + " (venue)");
    for (std::size_t v = 0; v < words.values.size(); ++v) {
        bool const inverse = words.values[v] == "inverse";
        require(inverse || words.values[v] == "linear",
                file.place(name) + "[" + std::to_string(v) + "] = \"" + words.values[v] +
                    "\" is not a kind of contract (\"linear\" or \"inverse\")");
        market.venues[v].contract = inverse ? Contract::inverse : Contract::linear;
    }
}

void read_funds(storage::Reader const& file, Market& market) {
    Dataset const fund{"/margin/insurance_fund", "USD", "venue"};
    if (!file.has(fund.name)) return;
    std::vector<std::size_t> const shape{market.venues.size()};
    auto const values = read_shaped(file, fund, shape);
    require_range(file, fund, values, shape, not_negative());
    for (std::size_t v = 0; v < values.size(); ++v) market.venues[v].insurance_fund = values[v];
}

/// Caps and rates of the file, [venue][tier]; NaN stands for a tier that is not used.
struct TierTables {
    Dataset cap{"/margin/notional_cap", "USD", "venue, tier"};
    Dataset rate{"/margin/maintenance_rate", "1", "venue, tier"};
    std::vector<std::size_t> shape;
    std::vector<double> caps, rates;
};

TierTables read_tables(storage::Reader const& file, std::size_t n_venues) {
    TierTables tables;
    auto const found = in_order(file, tables.cap, file.numbers(tables.cap.name)).shape;
    require(found.size() == 2 && found[0] == n_venues && found[1] > 0,
            file.place(tables.cap.name) + ": has shape " + storage::shape_text(found) +
                "; expected is " + std::to_string(n_venues) + " x at least 1 (venue, tier)");
    tables.shape = found;
    tables.caps = read_shaped(file, tables.cap, tables.shape);
    tables.rates = read_shaped(file, tables.rate, tables.shape);
    return tables;
}

void require_tier(storage::Reader const& file, TierTables const& tables, std::size_t at,
                  bool is_first) {
    double const cap = tables.caps[at];
    double const rate = tables.rates[at];
    if (!std::isfinite(cap) || cap <= 0)
        refuse_element(file, tables.cap, tables.shape, at, cap,
                       "is not acceptable (above 0; NaN only for unused tiers at the end; every "
                       "venue has at least one tier)");
    if (!is_first && cap <= tables.caps[at - 1])
        refuse_element(file, tables.cap, tables.shape, at, cap,
                       "is not above the cap of the tier before it");
    if (std::isnan(rate) || rate <= 0 || rate >= 1)
        refuse_element(file, tables.rate, tables.shape, at, rate,
                       "is not acceptable (between 0 and 1, both excluded; NaN only where the cap "
                       "is NaN)");
}

std::vector<MaintenanceTier> tiers_of_venue(storage::Reader const& file, TierTables const& tables,
                                            std::size_t venue) {
    std::size_t const n_tiers = tables.shape[1];
    std::vector<MaintenanceTier> tiers;
    bool ended = false;
    for (std::size_t t = 0; t < n_tiers; ++t) {
        std::size_t const at = venue * n_tiers + t;
        bool const unused = t > 0 && std::isnan(tables.caps[at]) && std::isnan(tables.rates[at]);
        if (unused) {
            ended = true;
            continue;
        }
        if (ended)
            refuse_element(file, tables.cap, tables.shape, at, tables.caps[at],
                           "follows an unused tier (NaN only at the end)");
        require_tier(file, tables, at, t == 0);
        MaintenanceTier tier{tables.caps[at], tables.rates[at], 0};
        if (!tiers.empty()) {
            auto const& before = tiers.back();
            tier.amount = before.amount + before.cap * (tier.rate - before.rate);
        }
        tiers.push_back(tier);
    }
    return tiers;
}

void warn_of_rates(storage::Reader const& file, Venue const& venue,
                   std::vector<std::string>& warnings) {
    for (std::size_t t = 1; t < venue.tiers.size(); ++t)
        if (venue.tiers[t].rate <= venue.tiers[t - 1].rate) {
            warnings.push_back(file.path().filename().string() +
                               ": /margin/maintenance_rate: the rate of \"" + venue.name +
                               "\" does not increase at tier " + std::to_string(t) +
                               ", which is unusual");
            return;
        }
}

}  // namespace

void read_margin(storage::Reader const& file, Market& market) {
    require(file.has("/margin"),
            file.place("/margin") + ": is missing (maintenance tiers of every venue)");
    require_names(file, {"/margin/venue", "", "venue"}, venue_names(market));
    read_contracts(file, market);
    read_funds(file, market);
    auto const tables = read_tables(file, market.venues.size());
    for (std::size_t v = 0; v < market.venues.size(); ++v) {
        market.venues[v].tiers = tiers_of_venue(file, tables, v);
        warn_of_rates(file, market.venues[v], market.warnings);
    }
}

}  // namespace liq::market
