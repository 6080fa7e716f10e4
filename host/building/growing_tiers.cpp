#include "host/building/growing_tiers.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "models/margin/liquidation_price.hpp"

namespace liq::building {
namespace {

constexpr double most_steps = 1'000;
constexpr int n_sizes = 64;
constexpr double smallest_size = 1e-3;  ///< of the largest one

/// The ends of marginal tiers: up to the largest size, and on to what its value becomes as the
/// price moves against a position of little leverage, as long as rates stay below 1.
std::vector<double> ends_of(GrowingRate const& growing) {
    constexpr double of_largest = 2;
    std::vector<double> ends;
    double const first = std::max(growing.from, smallest_size * growing.largest);
    if (growing.from > 0) ends.push_back(growing.from);
    for (int i = growing.from > 0 ? 1 : 0; i < n_sizes; ++i)
        ends.push_back(first * std::pow(growing.largest / first, i / (n_sizes - 1.0)));
    double const ratio = ends.back() / ends[ends.size() - 2];
    while (ends.back() < of_largest * growing.largest &&
           growing.base + growing.per_unit * ends.back() * (1 + ratio) < 1)
        ends.push_back(ends.back() * ratio);
    return ends;
}

void add_tier(data::Tiers& tiers, double cap, double rate) {
    data::Tier tier;
    tier.at = {0, static_cast<std::uint32_t>(tiers.rows.size() + 1)};
    tier.cap = cap;
    tier.rate = rate;
    tiers.rows.push_back(tier);
}

/// A position of a size or value at entry, in what the rate counts.
PositionTerms position_of(double measured, TierMeasure measure, Side side, Contract contract,
                          double leverage, double price) {
    bool const in_coin = (contract == Contract::linear) == (measure == TierMeasure::size);
    return {side, contract, price, leverage, in_coin ? measured * price : measured};
}

/// Where equity is the margin of the rate itself. The rate of a value changes with the price: the
/// iteration converges, since it changes little.
double exact_price(PositionTerms const& position, GrowingRate const& growing, TierMeasure measure,
                   double factor) {
    double price = position.entry;
    for (int i = 0; i < 100; ++i) {
        double const measured =
            measure == TierMeasure::size ? size_of(position) : value_at(position, price);
        double const next =
            price_where_margin_is_met(position, rate_of(growing, measured / factor), 0);
        if (!(next > 0) || std::abs(next / price - 1) < 1e-15) return next;
        price = next;
    }
    return price;
}

}  // namespace

double rate_of(GrowingRate const& growing, double size) {
    double beyond = std::max(0.0, size - growing.from);
    // A size at the end of a step belongs to it.
    if (growing.step) beyond = *growing.step * std::ceil(beyond / *growing.step * (1 - 1e-12));
    return growing.base + growing.per_unit * beyond;
}

data::Tiers growing_tiers(GrowingRate const& growing, data::Unit unit, std::string const& place) {
    require(growing.largest > growing.from, place + ".growing: largest is not above from");
    double const end = rate_of(growing, growing.largest);
    require(end < 1, place + ".growing: a position of the largest size would have a rate of " +
                         words::percent(end));
    data::Tiers tiers;
    tiers.format = "stated";
    tiers.files = {place + ".growing"};
    tiers.unit = unit;
    if (growing.step) {
        tiers.shape = TierShape::flat;
        double const n = std::ceil((growing.largest - growing.from) / *growing.step);
        require(n <= most_steps, place + ".growing: " + words::plain(n) +
                                     " steps up to the largest size; at most " +
                                     words::plain(most_steps));
        if (growing.from > 0) add_tier(tiers, growing.from, growing.base);
        for (int i = 1; i <= static_cast<int>(n); ++i)
            add_tier(tiers, growing.from + i * *growing.step,
                     growing.base + growing.per_unit * *growing.step * i);
        return tiers;
    }
    tiers.shape = TierShape::marginal;
    double before = 0, margin_before = 0;
    for (double const size : ends_of(growing)) {
        double const margin = size * rate_of(growing, size);
        add_tier(tiers, size, (margin - margin_before) / (size - before));
        before = size;
        margin_before = margin;
    }
    return tiers;
}

double largest_price_error(GrowingRate const& growing, MarginRules const& rules, Contract contract,
                           double factor, double price) {
    TierTable const table{rules.tiers.data(), rules.tiers.size(), rules.shape, rules.measure};
    double largest = 0, before = 0;
    for (auto const& tier : rules.tiers) {
        for (int part = 1; part <= 4; ++part) {
            double const measured = before + (tier.cap - before) * part / 4;
            if (measured > growing.largest * factor * (1 + 1e-9)) return largest;
            double const rate = rate_of(growing, measured / factor);
            for (double leverage = 1.5; leverage * rate < 0.9; leverage *= 2)
                for (Side const side : {Side::long_side, Side::short_side}) {
                    auto const position =
                        position_of(measured, rules.measure, side, contract, leverage, price);
                    double const exact = exact_price(position, growing, rules.measure, factor);
                    auto const found = liquidation_price(position, table);
                    if (found && exact > 0)
                        largest = std::max(largest, std::abs(*found / exact - 1));
                }
        }
        before = tier.cap;
    }
    return largest;
}

}  // namespace liq::building
