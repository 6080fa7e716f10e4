#include "host/building/margin.hpp"

#include <algorithm>
#include <cmath>

#include "host/building/growing_tiers.hpp"
#include "host/data/format.hpp"
#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/values.hpp"

namespace liq::building {
namespace {

using data::Tiers;
using data::Unit;

std::string unit_word(Unit unit) {
    return data::unit_words[static_cast<std::size_t>(unit)];
}

std::string shape_word(std::optional<TierShape> shape) {
    return shape ? data::tier_shape_words[static_cast<std::size_t>(*shape)] : "unknown";
}

data::Tiers stated_tiers(VenueInput const& venue, std::string const& place) {
    auto const& input = venue.tiers;
    require(input.cap.size() == input.rate.size(),
            place + ": cap has " + std::to_string(input.cap.size()) + " elements and rate " +
                std::to_string(input.rate.size()));
    require(input.unit != Unit::unknown && input.shape.has_value(),
            place + ": stated tiers need unit and shape too");
    Tiers tiers;
    tiers.format = "stated";
    tiers.files = {place};
    tiers.unit = input.unit;
    tiers.shape = *input.shape;
    for (std::size_t i = 0; i < input.cap.size(); ++i) {
        data::Tier tier;
        tier.at = {0, static_cast<std::uint32_t>(i + 1)};
        tier.cap = input.cap[i];
        tier.rate = input.rate[i];
        tiers.rows.push_back(tier);
    }
    return tiers;
}

Tiers read_tiers(Recipe const& recipe, VenueInput const& venue, std::string const& place) {
    auto const& input = venue.tiers;
    int const n_ways =
        (input.files.empty() ? 0 : 1) + (input.cap.empty() ? 0 : 1) + (input.growing ? 1 : 0);
    require(n_ways == 1, place + ": either files, or cap and rate, or growing are needed");
    if (input.growing) {
        require(input.unit != Unit::unknown && !input.shape && input.rate.empty(),
                place + ": a growing rate needs unit, and neither shape nor rate");
        return growing_tiers(*input.growing, input.unit, place);
    }
    if (input.files.empty()) return stated_tiers(venue, place);
    data::Reading const reading = reading_of(recipe, input.symbol, input.columns);
    Tiers tiers =
        data::read_files<Tiers>(files_of(recipe, input.files, "venue " + venue.name + ", tiers"),
                                input.format, reading, "margin tiers");
    require(!tiers.rows.empty(), tiers.files.front() + ": has no tiers");
    if (input.shape) {
        require(!tiers.shape || *tiers.shape == *input.shape,
                tiers.files.front() + ": tiers of " + tiers.format + " are " +
                    shape_word(tiers.shape) + ", and the recipe states another shape");
        tiers.shape = input.shape;
    }
    if (input.unit != Unit::unknown) {
        require(tiers.unit == Unit::unknown || tiers.unit == input.unit,
                tiers.files.front() + ": caps of " + tiers.format + " count " +
                    unit_word(tiers.unit) + ", and the recipe states unit = \"" +
                    unit_word(input.unit) + "\"");
        tiers.unit = input.unit;
    }
    require(tiers.shape.has_value(),
            tiers.files.front() +
                ": does not say whether its tiers are marginal (each part of a position pays the "
                "rate of its tier, as at Binance and Bybit) or flat (the whole position pays that "
                "of the tier it is in, as at OKX). State shape = \"marginal\" or \"flat\"");
    require(tiers.unit != Unit::unknown,
            tiers.files.front() +
                ": does not say what its caps count. State unit = \"usd\", "
                "\"coin\" or \"contracts\"");
    return tiers;
}

void check_rates(Tiers const& tiers) {
    double before = 0;
    for (auto const& tier : tiers.rows) {
        std::string const place = tiers.place(tier.at);
        require(
            tier.rate > 0 && tier.rate < 1,
            place + ": maintenance rate " + words::plain_number(tier.rate) +
                " is not between 0 and 1" +
                (tier.rate >= 1 && tier.rate < 100
                     ? "; " + words::plain_number(tier.rate / 100) + " would be if it is percent"
                     : std::string()));
        require(tier.rate >= before, place + ": maintenance rate " +
                                         words::plain_number(tier.rate) + " is below " +
                                         words::plain_number(before) + " of the tier before");
        before = tier.rate;
        require(!(tier.max_leverage * tier.rate > 1.0 + 1e-9),
                place + ": leverage " + words::plain_number(tier.max_leverage) +
                    " is allowed, whose initial margin " + words::percent(1 / tier.max_leverage) +
                    " is below the maintenance of " + words::percent(tier.rate));
    }
    bool const at_margin = std::ranges::all_of(tiers.rows, [](data::Tier const& tier) {
        return std::abs(tier.max_leverage * tier.rate - 1) < 1e-6;
    });
    require(!at_margin, tiers.files.front() +
                            ": at the leverage that it allows, the margin of every tier is the "
                            "maintenance, so that positions would be liquidated at once. Are the "
                            "rates those of the initial margin?");
    // Even of the least liquid coins, small positions are allowed three times their margin.
    double const first = tiers.rows.front().rate;
    require(first < 0.3, tiers.place(tiers.rows.front().at) + ": maintenance rate " +
                             words::plain_number(first) +
                             " of the first tier would allow hardly any leverage; is it percent?");
}

/// Every size belongs to one tier.
void check_bounds(Tiers const& tiers) {
    double end = 0;
    for (std::size_t i = 0; i < tiers.rows.size(); ++i) {
        auto const& tier = tiers.rows[i];
        std::string const place = tiers.place(tier.at);
        // Counted in contracts, a tier begins with the next whole one.
        double const step = tiers.unit == Unit::contracts ? 1.0 : 1e-9 * end;
        require(std::isnan(tier.floor) || std::abs(tier.floor - end) <= step + 1e-9,
                place + ": begins at " + words::plain(tier.floor) +
                    ", and the tier before ends at " + words::plain(end) +
                    (tier.floor > end ? ": a size between them has no tier"
                                      : ": a size between them has two"));
        bool const last = i + 1 == tiers.rows.size();
        require(!std::isnan(tier.cap) || last,
                place + ": has no upper end, and another tier follows");
        require(std::isnan(tier.cap) || tier.cap > end,
                place + ": ends at " + words::plain(tier.cap) + ", not above " + words::plain(end));
        end = tier.cap;
    }
}

bool has_amounts(Tiers const& tiers) {
    return std::ranges::any_of(tiers.rows, [](auto const& t) { return !std::isnan(t.amount); });
}

/// Amounts that the venue states have to be those that keep the margin continuous.
void check_amounts(Tiers const& tiers, std::vector<MaintenanceTier> const& chained) {
    for (std::size_t i = 0; i < tiers.rows.size(); ++i) {
        double const stated = tiers.rows[i].amount;
        if (std::isnan(stated)) continue;
        double const follows = chained[i].amount;
        require(std::abs(stated - follows) <= 0.011 + 1e-6 * follows,
                tiers.place(tiers.rows[i].at) + ": deducts " + words::plain(stated) +
                    ", and from caps and rates follow " + words::plain(follows) +
                    ". Are caps and amounts of two tables?");
    }
}

/// Flat tiers deduct nothing: a venue that states amounts has marginal ones.
void refuse_amounts(Tiers const& tiers) {
    for (auto const& tier : tiers.rows)
        if (!std::isnan(tier.amount) && tier.amount != 0)
            refuse(tiers.place(tier.at) + ": deducts " + words::plain(tier.amount) +
                   ", and the recipe states shape = \"flat\", of which nothing is deducted. State "
                   "shape = \"marginal\", or leave the column of the amounts out");
}

/// A rate that grows without steps is written as tiers only where that was asked for.
void approximate_growth(MarginRules& rules, VenueInput const& venue, double factor, double price,
                        bool approximate, std::string const& place) {
    auto const& growing = venue.tiers.growing;
    if (!growing || growing->step) return;
    double const error = largest_price_error(*growing, rules, venue.contract, factor, price);
    std::string const as_tiers = words::counted(rules.tiers.size(), "tier");
    std::string const largest = "the largest error of a liquidation price " +
                                std::string(approximate ? "is " : "would be ") +
                                words::significant(100 * error) + " %";
    require(approximate,
            place + ".growing: a snapshot cannot hold a rate that grows without steps. As " +
                as_tiers + ", " + largest + ": accept it with --approximate, or state step");
    rules.notes.push_back("the rate grows without steps and was written as " + as_tiers + ": " +
                          largest);
}

}  // namespace

MarginRules margin_of(Recipe const& recipe, VenueInput const& venue, bool approximate,
                      double price) {
    std::string const place = recipe.path.string() + ": venue " + venue.name + ", tiers";
    Tiers const tiers = read_tiers(recipe, venue, place);
    require_contract(tiers, venue);
    check_rates(tiers);
    check_bounds(tiers);
    MarginRules rules;
    rules.shape = *tiers.shape;
    Unit const by_value = venue.contract == Contract::inverse ? Unit::coin : Unit::usd;
    rules.measure = tiers.unit == by_value ? TierMeasure::value : TierMeasure::size;
    require(tiers.unit != Unit::contracts || venue.contract_size > 0,
            tiers.files.front() +
                ": caps count contracts, and how much a contract is of is not "
                "stated. State contract_size of the venue " +
                venue.name);
    double const factor = tiers.unit == Unit::contracts ? venue.contract_size : 1.0;
    bool const marginal = rules.shape == TierShape::marginal;
    double amount = 0, cap_before = 0, rate_before = 0;
    for (auto const& tier : tiers.rows) {
        double const cap = tier.cap * factor;
        if (marginal) amount += cap_before * (tier.rate - rate_before);
        rules.tiers.push_back({cap, tier.rate, amount});
        if (!std::isnan(tier.max_leverage)) rules.max_leverage.push_back(tier.max_leverage);
        cap_before = cap;
        rate_before = tier.rate;
    }
    rules.endless = std::isnan(rules.tiers.back().cap);
    if (rules.endless) {
        // The last tier goes on without end; a snapshot has a number there all the same.
        double const before = rules.tiers.size() > 1 ? rules.tiers[rules.tiers.size() - 2].cap : 0;
        rules.tiers.back().cap = before > 0 ? 1e3 * before : 1e12;
    }
    if (!marginal) refuse_amounts(tiers);
    if (marginal && tiers.unit != Unit::contracts) check_amounts(tiers, rules.tiers);
    if (rules.max_leverage.size() != rules.tiers.size()) rules.max_leverage.clear();
    rules.notes = tiers.notes;
    if (marginal && tiers.unit == Unit::contracts && has_amounts(tiers))
        rules.notes.emplace_back(
            "amounts that are deducted were not compared with caps and rates, because caps count "
            "contracts");
    approximate_growth(rules, venue, factor, price, approximate, place);
    rules.taken_for = {.format = tiers.format,
                       .rows = tiers.rows.size(),
                       .unit = unit_word(tiers.unit),
                       .shape = shape_word(tiers.shape)};
    rules.read_as = words::counted(tiers.rows.size(), "tier") + " of " + tiers.format + ", " +
                    shape_word(tiers.shape) + ", caps in " + unit_word(tiers.unit);
    return rules;
}

void warn_of_caps(MarginRules const& rules, VenueInput const& venue, double open_usd, double price,
                  std::vector<std::string>& warnings) {
    std::size_t const n = rules.tiers.size() - (rules.endless ? 1 : 0);
    if (n == 0 || !(open_usd > 0)) return;
    bool const in_coin =
        (venue.contract == Contract::linear) == (rules.measure == TierMeasure::size);
    double const unit = in_coin ? price : 1.0;
    double const first = rules.tiers.front().cap * unit, last = rules.tiers[n - 1].cap * unit;
    constexpr double far_below = 1e-4, far_above = 1e3;
    bool const small = last < far_below * open_usd;
    if (!small && (n == 1 || first <= far_above * open_usd)) return;
    warnings.push_back(
        "venue " + venue.name + ", tiers: the " +
        (small ? "last cap is " + words::money(last) : "first cap is " + words::money(first)) +
        ", and the open interest " + words::money(open_usd) +
        ". Do caps count something else: USD, coin, contracts, thousands?");
}

}  // namespace liq::building
