#include "host/planning/living_plan.hpp"

#include <algorithm>
#include <string>

#include "host/errors.hpp"
#include "host/planning/inflow.hpp"
#include "host/scenario/law_checks.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::planning {
namespace {

double usd_of(FuelTicks ticks) {
    return static_cast<double>(ticks) / static_cast<double>(ticks_per_usd);
}

/// An upper bound of the fuel that a side of a class can lose within `years` [USD]: the fuel at its
/// start and what opens in this time.
double largest_fuel(LivingClass const& one, Duration refresh, Refill refill, Side side,
                    double years) {
    double const fuel = usd_of(one.ladder[static_cast<std::size_t>(side)].fuel_up_to.back());
    if (one.turnover.never) return fuel;
    // A refresh opens at most target (1 - f) of the fuel. There may be one at the start of the
    // time.
    double const refreshes = years / refresh.years() + 1;
    double const opening = refreshes * (1 - one.kept(refresh));
    double const target = one.target.of(side), most = std::max(1.0, target);
    // Where only closings are replaced, nothing opens any more once the target is lost.
    return fuel * (most + target * (refill == Refill::closings ? std::min(opening, 1.0) : opening));
}

/// The same of the whole side. A frozen book has no classes and loses what it has.
double largest_fuel(Plan const& plan, Side side, double years) {
    if (plan.classes.empty())
        return usd_of(
            (side == Side::long_side ? plan.ladder.longs : plan.ladder.shorts).fuel_up_to.back());
    double sum = 0;
    for (LivingClass const& one : plan.classes)
        sum += largest_fuel(one, plan.book.refresh, plan.book.refill, side, years);
    return sum;
}

/// The targets of the snapshot for a class: its own, or for leverages of several of the snapshot's
/// classes the mean, weighted with their fuel, so that each of them is held at its own.
PerSide snapshot_target(market::Market const& market, BookTerms const& terms, BookCache* cache,
                        BookClass const& of) {
    if (market.n_classes() == 1)
        return {market.target_at(Side::long_side, 0), market.target_at(Side::short_side, 0)};
    std::vector<BookTerms> parts(market.n_classes(), terms);
    for (BookTerms& part : parts) part.known = false;  // it is of no class
    for (std::size_t const l : of.levers) parts[market.class_of(l)].levers.push_back(l);
    PerSide weighted, fuel, plain;
    double n = 0;
    for (std::size_t c = 0; c < parts.size(); ++c) {
        if (parts[c].levers.empty()) continue;
        PerSide const target{market.target_at(Side::long_side, c),
                             market.target_at(Side::short_side, c)};
        if (parts[c].levers.size() == of.levers.size()) return target;
        Ladder const& ladder = BookCache::book_from(cache, market, parts[c])->ladder;
        PerSide const usd{usd_of(ladder.longs.fuel_up_to.back()),
                          usd_of(ladder.shorts.fuel_up_to.back())};
        fuel = {fuel.long_side + usd.long_side, fuel.short_side + usd.short_side};
        weighted = {weighted.long_side + usd.long_side * target.long_side,
                    weighted.short_side + usd.short_side * target.short_side};
        plain = {plain.long_side + target.long_side, plain.short_side + target.short_side};
        n += 1;
    }
    // A side without fuel opens nothing, whatever its target.
    return {fuel.long_side > 0 ? weighted.long_side / fuel.long_side : plain.long_side / n,
            fuel.short_side > 0 ? weighted.short_side / fuel.short_side : plain.short_side / n};
}

}  // namespace

std::vector<BookClass> plan_living_book(scenario::Scenario const& scenario,
                                        market::Market const& market, BookTerms const& terms,
                                        BookCache* cache, Plan& plan) {
    if (scenario.cascade.book != BookKind::living) return {};
    plan.book = scenario.book;
    std::vector<BookClass> resolved =
        book_classes(scenario.book.turnover, market,
                     {scenario.place_of("cascade.book"), scenario.place_of("book.turnover")});
    for (BookClass const& one : resolved) {
        LivingClass& planned = plan.classes.emplace_back();
        planned.turnover = one.turnover;
        if (scenario.book.target)
            planned.target = *scenario.book.target;
        else if (!market.target.empty())
            planned.target = snapshot_target(market, terms, cache, one);
        BookTerms of_class = terms;
        of_class.levers = one.levers;
        Ladder const ladder = resolved.size() == 1
                                  ? plan.ladder
                                  : BookCache::book_from(cache, market, of_class)->ladder;
        planned.ladder = {ladder.longs, ladder.shorts};
        planned.inflow = inflow_of(market, of_class);
    }
    check_living_book(plan.classes, scenario.place_of("book.target"));
    return resolved;
}

void plan_waterfall(scenario::Scenario const& scenario, market::Market const& market, Plan& plan) {
    plan.waterfall = scenario.waterfall;
    // Orders that do not reach the order book neither gain nor lose anything for the fund.
    if (!scenario.cascade.enabled) plan.waterfall.enabled = false;
    if (!plan.waterfall.enabled || plan.waterfall.fund) return;
    double sum = 0;
    for (market::Venue const& venue : market.venues) {
        if (!venue.insurance_fund) return;
        sum += *venue.insurance_fund;
    }
    double const largest =
        static_cast<double>(fuel_bins::limit) / static_cast<double>(ticks_per_usd);
    require(sum <= largest,
            market.path.string() + ": /margin/insurance_fund: the funds add up to " +
                scenario::rounded_number(sum) + " USD; accepted: at most " +
                scenario::rounded_number(largest) + ". Set waterfall.fund in the scenario?");
    plan.waterfall.fund = sum;
}

void check_counters(scenario::Scenario const& scenario, Plan const& plan) {
    if (!plan.layout.sweeps_hold_fuel) return;
    double const all = scenario.simulation.horizon.years();
    double const bin = all / std::max(1, plan.layout.n_times) + plan.step_years;
    double const ticks = static_cast<double>(ticks_per_usd);
    double const largest_of_path = static_cast<double>(fuel_bins::limit) / ticks;
    auto const paths = static_cast<double>(scenario.simulation.paths);
    double of_path = 0, of_bin = 0;  // USD, of the side that has more
    for (Side const of : {Side::long_side, Side::short_side}) {
        of_path = std::max(of_path, largest_fuel(plan, of, all));
        of_bin = std::max(of_bin, largest_fuel(plan, of, bin));
    }
    require(
        of_path < largest_of_path,
        scenario.place_of("book.turnover") + ": a path could liquidate " +
            scenario::rounded_number(of_path) + " USD of one side; accepted: at most " +
            scenario::rounded_number(largest_of_path) +
            ", the largest amount that can be counted. Use a longer turnover (book.turnover, or "
            "/book/turnover of the snapshot), a longer book.refresh or a smaller book.target?");
    require(of_bin * paths < 0x1p63,
            scenario.place_of("simulation.paths") + ": simulation.paths = " +
                std::to_string(scenario.simulation.paths) + " is too many for a book of " +
                scenario::rounded_number(of_bin) + " USD a side; accepted: at most " +
                scenario::rounded_number(0x1p63 / of_bin) + ", or more report.times");
}

}  // namespace liq::planning
