#include "host/planning/make_plan.hpp"
#include "host/market/book_draw.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "host/errors.hpp"
#include "host/planning/book_warnings.hpp"
#include "host/planning/event_tables.hpp"
#include "host/planning/history_returns.hpp"
#include "host/planning/layout_ahead.hpp"
#include "host/planning/living_plan.hpp"
#include "host/planning/market_figures.hpp"
#include "host/planning/portfolio_warnings.hpp"
#include "host/planning/resting_depth.hpp"
#include "host/planning/scale_warnings.hpp"
#include "host/planning/step_check_plan.hpp"
#include "host/scenario/asked_events.hpp"
#include "host/scenario/event_checks.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/words/numbers.hpp"
#include "kernels/full_cascade_plan.hpp"
#include "kernels/window_plan.hpp"

namespace liq::planning {
namespace {

/// Largest share of a side's open interest beyond the grid without a warning (host/interface.md).
constexpr double noticeable_share = 0.05;

/// Evenly spaced report times, at most one for each step. The last one is the horizon.
std::vector<int> report_steps(int steps, int n_times) {
    int const count = std::min(steps, n_times);
    std::vector<int> times;
    for (std::int64_t k = 1; k <= count; ++k) {
        times.push_back(static_cast<int>((k * steps + count - 1) / count));
    }
    return times;
}

/// What takes no part in any cascade, why, and whether that is expected.
void warn_of_reach(findings::BookSideFinding const& side, Side which, PlannedRun& run) {
    if (share_beyond_reach(side) <= noticeable_share) return;
    bool const is_long = which == Side::long_side;
    double const all = interest_of(side);
    // A position of leverage L is liquidated at about 1 - 1/L of its entry as a long, at 1 + 1/L as
    // a short.
    double const farthest = std::expm1((is_long ? -1 : 1) * grid::levels * grid::spacing);
    run.warnings.push_back(
        "market: " + words::percent(share_beyond_reach(side), 1) + " of the " +
        (is_long ? "long" : "short") +
        " open interest takes no part in any cascade: " + words::percent(side.off_grid / all, 1) +
        " has its liquidation price beyond the price grid, " +
        words::percent(std::abs(farthest), 0) + (is_long ? " below" : " above") +
        " spot or further, and " + words::percent(side.never / all, 1) +
        " has none. That is expected of positions with a leverage below about " +
        words::plain(1 / std::abs(farthest), 1) +
        ", which most of a book by replay (calibrate book) are; if yours have more, see the "
        "leverages in market inspect");
}

/// The annualised volatility of the diffusion at the start of a path; 1 for the bootstrap, which
/// has no diffusion.
template <class Model>
double volatility_at_start(Model const& model) {
    if constexpr (requires { model.variance0; }) {
        return std::sqrt(std::max(model.variance0, model.long_run_variance));
    } else if constexpr (requires { double{model.volatility}; }) {
        return model.volatility;
    } else {
        return 1.0;
    }
}

/// Prices are in single precision, so that much smaller moves would be lost by rounding.
void warn_of_small_moves(scenario::Scenario const& scenario, PlannedRun& run) {
    double const smallest_move = 1e-6;
    double const move = std::visit([](auto const& model) { return volatility_at_start(model); },
                                   scenario.price_model) *
                        std::sqrt(scenario.simulation.step.years());
    if (move >= smallest_move) return;
    run.warnings.emplace_back(
        "simulation.step: the price moves by less than one millionth in a step, which is lost in "
        "single precision. Use a longer step?");
}

/// Sets the closed forms of outcomes, and adds one warning with the outcomes that have none.
void add_control_variates(scenario::Scenario const& scenario, PlannedRun& run) {
    if (!scenario.simulation.control_variate) return;
    events::Law const law = scenario::law_of(scenario, run.spot);
    std::string missing;
    for (events::Event const* event : scenario::asked_events(scenario)) {
        std::string names, why;
        for (auto const& [outcome, form] : events::closed_forms(*event, law)) {
            std::string const name = event->name + "." + outcome;
            if (form.obstacle.empty()) {
                run.outcomes[run.index_of(name)].exact_without_cascade = form.probability;
            } else {
                names += (names.empty() ? "" : ", ") + name;
                why = form.obstacle;
            }
        }
        if (!names.empty()) missing += (missing.empty() ? "" : "; ") + names + ": " + why;
    }
    if (missing.empty()) return;
    run.warnings.push_back(
        "simulation.control_variate: some outcomes have no closed form without the cascade and are "
        "estimated from their paths alone: " +
        missing);
}

void add_target(scenario::Scenario const& scenario, PlannedRun& run) {
    auto const& asked = scenario.simulation.target_standard_error;
    if (!asked) return;
    auto const outcome = static_cast<int>(run.index_of(scenario::target_outcome(scenario)));
    std::uint64_t const together =
        scenario::paths_together(scenario.simulation.sampling_parameters());
    run.target = PlannedTarget{outcome, asked->value, LookSchedule(together)};
}

/// Sets the time, the price, the sampling and the cascade.
void add_law(scenario::Scenario const& scenario, Plan& plan) {
    scenario::SimulationSection const& simulation = scenario.simulation;
    plan.steps = static_cast<int>(simulation.horizon.seconds / simulation.step.seconds);
    plan.step_years = simulation.step.years();
    plan.bridge = simulation.monitoring == scenario::Monitoring::bridge;
    plan.seed = simulation.seed;
    plan.price_model = scenario.price_model;
    require(simulation.sampling == SamplingKind::independent || can_be_sampled(plan.price_model),
            scenario.place_of("simulation.sampling") + ": simulation.sampling = \"" +
                scenario::sampling_word(scenario) + "\" needs a price model that has a diffusion");
    plan.sampling = plan_sampling(simulation.sampling_parameters(), plan.steps);
    plan.price = scenario.price;
    plan.cascade = planned_cascade(scenario);
}

}  // namespace

std::size_t PlannedRun::index_of(std::string_view name) const {
    auto const found = std::ranges::find(outcomes, name, &PlannedOutcome::name);
    if (found == outcomes.end())
        throw std::invalid_argument("the run has no outcome " + std::string(name));
    return static_cast<std::size_t>(found - outcomes.begin());
}

PlannedRun plan_run(scenario::Scenario const& scenario, market::Market const& of_snapshot,
                    BookCache* cache) {
    std::optional<market::Market> drawn;
    if (scenario.market.book_draw)
        drawn = market::with_book_draw(of_snapshot, *scenario.market.book_draw);
    market::Market const& market = drawn ? *drawn : of_snapshot;
    PlannedRun run;
    run.spot = scenario.market.spot.value_or(market.spot);
    scenario::check_against_spot(scenario, run.spot);

    Plan& plan = run.plan;
    add_law(scenario, plan);
    plan.returns = history_returns(scenario, market);
    run.depth = resting_depth(scenario, market);
    plan_depth(scenario, run.depth, run.spot, plan);
    BookTerms const terms{run.spot, scenario.market.liquidatable_share,
                          scenario.market.open_interest_factor};
    run.book = *BookCache::book_from(cache, market, terms);
    plan.ladder = run.book.ladder;
    run.warnings = book_warnings(market, run.book, terms);
    for (Side const side : {Side::long_side, Side::short_side})
        warn_of_reach(run.book.accounts[static_cast<std::size_t>(side)], side, run);

    run.classes = plan_living_book(scenario, market, terms, cache, plan);
    plan_waterfall(scenario, market, plan);
    warn_of_small_moves(scenario, run);

    add_event_tables(scenario, market, run);
    plan.report_steps = report_steps(plan.steps, scenario.report.times);
    plan.layout = {.n_outcomes = static_cast<int>(run.outcomes.size()),
                   .n_times = static_cast<int>(plan.report_steps.size()),
                   .n_replicates = plan.sampling.replicates,
                   .n_given = static_cast<int>(plan.givens.size()),
                   .n_samples = sampled_paths(scenario)};
    prepare_full_cascade(plan);
    prepare_windows(plan, scenario.simulation.step.seconds);
    for (auto& warning : scale_warnings(scenario, market, run.spot))
        run.warnings.push_back(std::move(warning));
    run.portfolio = plan_portfolio(scenario, market, run.spot, plan);
    for (auto& warning : portfolio_warnings(scenario, market, run))
        run.warnings.push_back(std::move(warning));
    check_counters(scenario, plan);
    add_control_variates(scenario, run);
    add_target(scenario, run);
    add_step_check(scenario, market, cache, run);
    return run;
}

}  // namespace liq::planning
