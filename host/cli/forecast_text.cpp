#include "host/cli/forecast_text.hpp"

#include <algorithm>

#include "host/results/questions.hpp"
#include "host/scenario/law_checks.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/words/numbers.hpp"

namespace liq::cli {
namespace {

std::string book_line(findings::BookSideFinding const& side) {
    return words::count_at_a_glance(side.fuel) + " USD on the grid; off it " +
           words::count_at_a_glance(side.off_grid) + ", already beyond liquidation " +
           words::count_at_a_glance(side.wrong_side) + ", not liquidatable " +
           words::count_at_a_glance(side.not_liquidatable) + ", never liquidated " +
           words::count_at_a_glance(side.never);
}

std::string limit_in_words(scenario::Limit const& limit) {
    std::string text = limit.metric;
    if (limit.warn) text += ", warn above " + words::significant(*limit.warn);
    if (limit.max) text += ", at most " + words::significant(*limit.max);
    if (limit.warn_below) text += ", warn below " + words::significant(*limit.warn_below);
    return text + (limit.min ? ", at least " + words::significant(*limit.min) : "");
}

}  // namespace

std::string line(std::string const& name, std::string const& text) {
    return name + std::string(12 - std::min<std::size_t>(11, name.size()), ' ') + text + "\n";
}

std::string about_run(scenario::Scenario const& scenario, market::Market const& market,
                      planning::PlannedRun const& run) {
    auto const paths = static_cast<double>(scenario.simulation.paths);
    std::string text = line("scenario", scenario.name + " (" + scenario.source.string() + ")");
    text += line("market", scenario.market_path.string() + ", " + market.asset + " as of " +
                               market.as_of + ", spot " + words::price_in_words(run.spot) + " " +
                               market.quote);
    for (planning::PlannedOutcome const& planned : run.outcomes) {
        results::AskedOutcome const asked = results::asked_outcome(scenario, planned);
        text += line("outcome", asked.event + "." + planned.outcome + ": " + asked.question);
    }
    for (scenario::Limit const& limit : scenario.limits)
        text += line("limit", limit_in_words(limit));
    if (auto const jumps = scenario::excitation_in_words(scenario); !jumps.empty())
        text += line("jumps", jumps);
    text += line("paths", std::to_string(scenario.simulation.paths) + " of " +
                              std::to_string(run.plan.steps) +
                              " steps: " + words::count_at_a_glance(paths * run.plan.steps) +
                              " path-steps, seed " + std::to_string(scenario.simulation.seed));
    if (run.plan.sampling.replicates > 0) {
        text += line("sampling", scenario::sampling_word(scenario) + ", " +
                                     std::to_string(run.plan.sampling.replicates) + " replicates");
    }
    if (run.target) {
        text += line("target", "standard error " + words::significant(run.target->standard_error) +
                                   " of " + scenario::target_outcome(scenario) + ", or all paths");
    }
    for (planning::PlannedLeg const& leg : run.portfolio.legs) {
        text += line("position",
                     leg.name + (leg.what_if ? ", its what_if" : "") +
                         (leg.members > 1 ? " of " + words::whole(leg.members) : "") + ": " +
                         words::count_at_a_glance(leg.notional) + " USD, " +
                         (leg.liquidation_price
                              ? "liquidated at " + words::price_in_words(*leg.liquidation_price)
                              : "never liquidated"));
    }
    text += line("longs", book_line(run.book.accounts[0]));
    text += line("shorts", book_line(run.book.accounts[1]));
    return text;
}

}  // namespace liq::cli
