#include "host/market/read_margin.hpp"

#include <algorithm>
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

/// The words of an optional dataset along the venues, one of `accepted` each.
std::vector<std::string> words_of_venues(storage::Reader const& file, std::string const& name,
                                         std::size_t n_venues,
                                         std::vector<std::string> const& accepted) {
    if (!file.has(name)) return {};
    auto const found = file.strings(name);
    require(found.shape == std::vector<std::size_t>{n_venues},
            file.place(name) + ": has shape " + storage::shape_text(found.shape) +
                "; expected is " + std::to_string(n_venues) + " (venue)");
    std::string list;
    for (auto const& word : accepted) list += (list.empty() ? "\"" : ", \"") + word + "\"";
    for (std::size_t v = 0; v < n_venues; ++v)
        require(std::ranges::find(accepted, found.values[v]) != accepted.end(),
                file.place(name) + "[" + std::to_string(v) + "] = \"" + found.values[v] +
                    "\" is not known; accepted: " + list);
    return found.values;
}

/// Shape of the tiers, and what their caps count. \returns [venue] by which caps are multiplied
std::vector<double> read_kinds(storage::Reader const& file, Market& market) {
    std::size_t const n = market.venues.size();
    auto const shapes = words_of_venues(file, "/margin/shape", n, {"marginal", "flat"});
    auto const units = words_of_venues(file, "/margin/cap_unit", n, {"usd", "coin", "contracts"});
    std::vector<double> sizes;
    Dataset const size{"/margin/contract_size", "1", "venue"};
    if (file.has(size.name)) {
        sizes = read_shaped(file, size, {n});
        require_range(file, size, sizes, {n}, positive());
    }
    std::vector<double> factors(n, 1.0);
    for (std::size_t v = 0; v < n; ++v) {
        Venue& venue = market.venues[v];
        if (!shapes.empty() && shapes[v] == "flat") venue.shape = TierShape::flat;
        if (units.empty()) continue;
        char const* const by_value = venue.contract == Contract::linear ? "usd" : "coin";
        if (units[v] != by_value) venue.measure = TierMeasure::size;
        if (units[v] != "contracts") continue;
        require(!sizes.empty(), file.place(size.name) +
                                    ": is missing, and /margin/cap_unit counts contracts "
                                    "(size of a contract, linear: coin, inverse: USD)");
        factors[v] = sizes[v];
    }
    return factors;
}

void read_leverages(storage::Reader const& file, Market& market,
                    std::vector<std::size_t> const& shape) {
    Dataset const allowed{"/margin/max_leverage", "1", "venue, tier"};
    if (!file.has(allowed.name)) return;
    auto const values = read_shaped(file, allowed, shape);
    for (std::size_t v = 0; v < market.venues.size(); ++v) {
        Venue& venue = market.venues[v];
        if (std::isnan(values[v * shape[1]])) continue;  // not known of this venue
        for (std::size_t t = 0; t < venue.tiers.size(); ++t) {
            std::size_t const at = v * shape[1] + t;
            if (!(values[at] > 0) || std::isinf(values[at]))
                refuse_element(file, allowed, shape, at, values[at],
                               "is not acceptable (above 0; NaN for unused tiers, and for all of a "
                               "venue of which it is not known)");
            venue.max_leverage.push_back(values[at]);
        }
    }
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
                                            std::size_t venue, TierShape shape, double factor) {
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
        MaintenanceTier tier{tables.caps[at] * factor, tables.rates[at], 0};
        if (!tiers.empty() && shape == TierShape::marginal) {
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
    auto const factors = read_kinds(file, market);
    auto const tables = read_tables(file, market.venues.size());
    for (std::size_t v = 0; v < market.venues.size(); ++v) {
        market.venues[v].tiers =
            tiers_of_venue(file, tables, v, market.venues[v].shape, factors[v]);
        warn_of_rates(file, market.venues[v], market.warnings);
    }
    read_leverages(file, market, tables.shape);
}

}  // namespace liq::market
