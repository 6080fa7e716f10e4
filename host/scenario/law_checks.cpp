#include "host/scenario/law_checks.hpp"

#include <algorithm>
#include <string>

#include "host/errors.hpp"
#include "host/scenario/cross_checks.hpp"
#include "host/scenario/event_checks.hpp"
#include "host/scenario/scale_checks.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::scenario {
namespace {

std::string at(Scenario const& scenario, std::string const& key, std::string const& value) {
    return scenario.place_of(key) + ": " + key + " = " + value;
}

/// The variance stays above zero if 2 kappa theta >= xi^2 (Feller 1951). The numerical scheme keeps
/// its order of accuracy in both cases, so that this is only a warning.
template <class Parameters>
void warn_of_feller(Scenario& scenario, Parameters const& p) {
    double const pull = 2 * p.mean_reversion * p.long_run_variance;
    double const spread = p.vol_of_variance * p.vol_of_variance;
    if (pull >= spread) return;
    scenario.warnings.push_back(
        at(scenario, "price.vol_of_variance", plain_number(p.vol_of_variance)) +
        " lets the variance reach 0: 2 mean_reversion long_run_variance = " + rounded_number(pull) +
        " is below vol_of_variance^2 = " + rounded_number(spread) + " (Feller condition)");
}

/// The number of jumps in a step is drawn by inversion, which loses precision if it is large.
void check_jumps(Scenario const& scenario, std::string const& key, double per_year) {
    double const in_step = per_year * scenario.simulation.step.years();
    require(in_step <= max_jumps_a_step,
            at(scenario, key, plain_number(per_year)) + " gives " + rounded_number(in_step) +
                " jumps in a step of " + duration_text(scenario.simulation.step) +
                "; accepted: at most " + plain_number(max_jumps_a_step) + ". Use a shorter step?");
}

/// Jumps that excite each other must die out, in continuous time and also in the whole steps of a
/// run.
void check_excitation(Scenario& scenario, HawkesParameters const& p) {
    Duration const step = scenario.simulation.step;
    std::string const found =
        at(scenario, "price.self_excitation", plain_number(p.self_excitation));
    require(p.self_excitation < p.decay,
            found + " is not below price.decay = " + plain_number(p.decay) +
                ", so that jumps would excite each other without end");
    double const others = branching_in_steps(p, step.years());
    require(others < 1, found + " makes every jump cause " + rounded_number(others) +
                            " other jumps with steps of " + duration_text(step) +
                            ", without end; accepted: below 1. Use a shorter step or a lower "
                            "self_excitation?");
    // Elsewhere the branching ratio itself is the parameter (adjacency; alpha of a normalised
    // kernel).
    constexpr double hardly_any = 0.05;
    if (p.self_excitation > 0 && p.self_excitation < 1 && p.self_excitation / p.decay < hardly_any)
        scenario.warnings.push_back(found +
                                    " jumps a year is hardly any excitation: a jump causes " +
                                    rounded_number(p.self_excitation / p.decay) +
                                    " others. If it is the branching ratio, self_excitation = " +
                                    plain_number(p.self_excitation) +
                                    " x decay = " + plain_number(p.self_excitation * p.decay));
    if (p.initial_intensity) check_jumps(scenario, "price.initial_intensity", *p.initial_intensity);
    double const per_year = p.base_intensity / (1 - others);
    double const in_step = per_year * step.years();
    require(in_step <= max_jumps_a_step,
            at(scenario, "price.base_intensity", plain_number(p.base_intensity)) +
                " gives, with the jumps that other jumps cause, " + rounded_number(per_year) +
                " a year or " + rounded_number(in_step) + " in a step of " + duration_text(step) +
                "; accepted: at most " + plain_number(max_jumps_a_step) +
                " in a step. Use a shorter step or a lower intensity?");
}

template <class Parameters>
void check_price(Scenario& scenario, Parameters const& p) {
    if constexpr (requires { p.vol_of_variance; }) warn_of_feller(scenario, p);
    if constexpr (requires { p.jump_intensity; })
        check_jumps(scenario, "price.jump_intensity", p.jump_intensity);
    if constexpr (requires { p.self_excitation; }) check_excitation(scenario, p);
}

/// Whether the scenario says that no position ever closes by itself.
bool never_turns_over(BookParameters const& book) {
    if (!book.turnover || book.turnover->leverage_days) return false;
    if (book.turnover->of_all) return book.turnover->of_all->never;
    return std::ranges::all_of(book.turnover->bands,
                               [](TurnoverBand const& band) { return band.turnover.never; });
}

void check_refresh(Scenario& scenario) {
    Duration const refresh = scenario.book.refresh, horizon = scenario.simulation.horizon;
    check_whole_steps(scenario, "book.refresh", refresh);
    std::string const found = at(scenario, "book.refresh", duration_text(refresh));
    auto const steps = refresh.seconds / scenario.simulation.step.seconds;
    require(steps <= max_steps, found + " is " + std::to_string(steps) +
                                    " steps; accepted: at most " + std::to_string(max_steps));
    if (refresh <= horizon || never_turns_over(scenario.book)) return;
    scenario.warnings.push_back(found +
                                " is longer than simulation.horizon = " + duration_text(horizon) +
                                ", so that the living book is never renewed");
}

void check_book(Scenario& scenario) {
    std::string const section = "book";
    auto const [choice, word] = condition_of_section(section);
    if (!section_applies(scenario, section)) {
        auto const first = scenario.places.lower_bound(section + ".");
        if (first == scenario.places.end() || !first->first.starts_with(section + ".")) return;
        refuse(first->second + ": " + first->first + " goes with " + choice + " = \"" + word +
               "\", not with \"frozen\"");
    }
    check_refresh(scenario);
}

/// A depth table has its own shape, so that the exponent is not used, also beyond its last row.
void warn_of_exponent(Scenario& scenario) {
    std::string const key = "impact.exponent";
    if (!scenario.impact.depth_from_market || !scenario.places.contains(key)) return;
    scenario.warnings.push_back(at(scenario, key, plain_number(scenario.impact.exponent)) +
                                " has no effect: impact.depth = \"market\" takes the depth table "
                                "of the snapshot, which has its own shape");
}

void check_waterfall(Scenario& scenario) {
    if (!scenario.waterfall.enabled) {
        if (!scenario.waterfall.fund) return;
        scenario.warnings.push_back(
            at(scenario, "waterfall.fund", plain_number(*scenario.waterfall.fund)) +
            " has no effect: waterfall.enabled is false");
        return;
    }
    std::string const& taken = events::waterfall_event().name;
    for (auto const& event : scenario.events) {
        require(event.name != taken,
                scenario.place_of("event." + event.name + ".name") + ": event.name = \"" + taken +
                    "\" is the name of the event that waterfall.enabled = true " +
                    "adds. Use another name?");
    }
}

}  // namespace

void check_law(Scenario& scenario) {
    std::visit([&](auto const& parameters) { check_price(scenario, parameters); },
               PriceParameters(scenario.price_model));
    warn_of_percentages(scenario);
    check_book(scenario);
    warn_of_exponent(scenario);
    check_waterfall(scenario);
}

std::string excitation_in_words(Scenario const& scenario) {
    PriceParameters const law(scenario.price_model);
    auto const* jumps = std::get_if<HawkesParameters>(&law);
    if (jumps == nullptr) return {};
    double const ratio = jumps->self_excitation / jumps->decay;
    return rounded_number(jumps->base_intensity / (1 - ratio)) +
           " a year in the mean; a jump causes " + rounded_number(ratio) +
           " others (branching ratio)";
}

}  // namespace liq::scenario
