#include "host/comparison/inputs.hpp"

#include <algorithm>
#include <utility>

#include "host/market/market_bytes.hpp"
#include "host/report/embedded_market.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/resolved_text.hpp"

namespace liq::comparison {
namespace {

/// Whether the price model draws its returns from the history.
bool draws_from_history(Inputs const& inputs) {
    return std::holds_alternative<Bootstrap::Parameters>(inputs.scenario.price_model);
}

/// Whether an event starts its averages from the history.
bool begins_with_history(Inputs const& inputs) {
    return std::ranges::any_of(inputs.scenario.events, events::needs_history);
}

void take_volatility(Inputs& into, Inputs const& from) {
    bool const history = draws_from_history(into) || draws_from_history(from);
    into.scenario.price = from.scenario.price;
    into.scenario.price_model = from.scenario.price_model;
    if (history) into.market.history = from.market.history;
}

void take_open_interest(Inputs& into, Inputs const& from) {
    into.scenario.market.liquidatable_share = from.scenario.market.liquidatable_share;
    into.scenario.market.open_interest_factor = from.scenario.market.open_interest_factor;
    into.scenario.cascade.book = from.scenario.cascade.book;
    into.scenario.book = from.scenario.book;
    into.market.venues = from.market.venues;
    into.market.entry_price = from.market.entry_price;
    into.market.leverage = from.market.leverage;
    into.market.open_interest = from.market.open_interest;
    into.market.position_notional = from.market.position_notional;
    into.market.liquidatable_share = from.market.liquidatable_share;
    into.market.leverage_class = from.market.leverage_class;
    into.market.turnover = from.market.turnover;
    into.market.target = from.market.target;
    into.market.known = from.market.known;
}

void take_depth(Inputs& into, Inputs const& from) {
    into.scenario.impact = from.scenario.impact;
    into.scenario.withdrawal = from.scenario.withdrawal;
    into.scenario.walls = from.scenario.walls;
    into.market.depth = from.market.depth;
}

/// Everything that a result depends on, as bytes.
std::string fingerprint(Inputs const& inputs) {
    return scenario::resolved_text(inputs.scenario) + market::bytes_of(inputs.market);
}

}  // namespace

char const* name_of(InputGroup group) {
    switch (group) {
        case InputGroup::spot:
            return "spot";
        case InputGroup::volatility:
            return "volatility";
        case InputGroup::open_interest:
            return "open_interest";
        case InputGroup::depth:
            return "depth";
        default:
            return "rest";
    }
}

Inputs inputs_of(std::filesystem::path const& report, findings::RunFindings const& run) {
    std::string const where = report.string() + ", scenario of " + run.name;
    scenario::Scenario scenario = scenario::parse_scenario(run.scenario_text, where, {});
    return {std::move(scenario), *report::market_of_report(report, run)};
}

void put_on_common_paths(Inputs& before, Inputs& after, std::uint64_t paths) {
    bool const needs_history = draws_from_history(before) || draws_from_history(after) ||
                               begins_with_history(before) || begins_with_history(after);
    for (Inputs* const inputs : {&after, &before}) {
        scenario::Scenario& scenario = inputs->scenario;
        scenario.market.spot = scenario.market.spot.value_or(inputs->market.spot);
        scenario::SimulationSection& simulation = scenario.simulation;
        simulation.seed = after.scenario.simulation.seed;
        simulation.paths = paths;
        simulation.sampling = SamplingKind::independent;
        simulation.replicates.reset();
        simulation.control_variate = false;
        simulation.target_standard_error.reset();
        scenario.name = after.scenario.name;
        scenario.description.clear();
        scenario.market.file = after.scenario.market.file;
        scenario.report = after.scenario.report;
        scenario.limits.clear();
        market::Market& market = inputs->market;
        market.spot = *after.scenario.market.spot;  // not used: the scenario states the spot
        for (auto const part :
             {&market::Market::sha256, &market::Market::source, &market::Market::license})
            (market.*part).clear();
        market.warnings.clear();
        market.path = "market";
        if (needs_history) continue;
        market.history.reset();
        market.as_of = after.market.as_of;
    }
}

void take(Inputs& into, Inputs const& from, InputGroup group) {
    switch (group) {
        case InputGroup::spot:
            into.scenario.market.spot = from.scenario.market.spot;
            return;
        case InputGroup::volatility:
            return take_volatility(into, from);
        case InputGroup::open_interest:
            return take_open_interest(into, from);
        case InputGroup::depth:
            return take_depth(into, from);
        default:
            break;
    }
    Inputs all = from;
    for (InputGroup const other : input_groups)
        if (other != InputGroup::rest) take(all, into, other);
    into = std::move(all);
}

std::vector<InputGroup> changed_groups(Inputs const& before, Inputs const& after) {
    std::vector<InputGroup> changed;
    std::string const as_it_is = fingerprint(before);
    for (InputGroup const group : input_groups) {
        Inputs swapped = before;
        take(swapped, after, group);
        if (fingerprint(swapped) != as_it_is) changed.push_back(group);
    }
    return changed;
}

}  // namespace liq::comparison
