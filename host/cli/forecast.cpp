#include "host/cli/forecast.hpp"

#include <algorithm>
#include <cmath>

#include "host/report/words.hpp"
#include "host/results/questions.hpp"
#include "host/running/quantities.hpp"
#include "host/scenario/simulation_checks.hpp"

namespace liq {
namespace {

std::string line(std::string const& name, std::string const& text) {
    return name + std::string(12 - std::min<std::size_t>(11, name.size()), ' ') + text + "\n";
}

std::string book_line(BookSideFinding const& side) {
    return with_prefix(side.fuel) + " USD on the grid; off it " + with_prefix(side.off_grid) +
           ", already beyond liquidation " + with_prefix(side.wrong_side) + ", not liquidatable " +
           with_prefix(side.not_liquidatable) + ", never liquidated " + with_prefix(side.never);
}

/// What a path keeps besides its state; there are as many at a time as lanes, whatever
/// `simulation.paths` is.
std::string path_memory_in_words(PathMemoryLayout const& memory) {
    if (memory.bytes == 0) return "";
    return ", " + std::to_string(memory.bytes) + " bytes for each path under way";
}

}  // namespace

double bytes_of_counters(TotalsLayout const& layout, Backend const& backend) {
    double const copies = std::max(1, backend.threads()) + 1.0;
    return copies * static_cast<double>(layout.n_hot() + layout.n_cold()) * sizeof(Counter);
}

std::string forecast(Scenario const& scenario, Market const& market, PlannedRun const& run,
                     Backend const& backend) {
    auto const paths = static_cast<double>(scenario.simulation.paths);
    std::string text = line("scenario", scenario.name + " (" + scenario.source.string() + ")");
    text += line("market", scenario.market_path.string() + ", " + market.asset + " as of " +
                               market.as_of + ", spot " + price_in_words(run.spot) + " " +
                               market.quote);
    for (PlannedOutcome const& planned : run.outcomes) {
        AskedOutcome const asked = asked_outcome(scenario, planned);
        text += line("outcome", asked.event + "." + planned.outcome + ": " + asked.question);
    }
    text += line("paths", std::to_string(scenario.simulation.paths) + " of " +
                              std::to_string(run.plan.steps) +
                              " steps: " + with_prefix(paths * run.plan.steps) +
                              " path-steps, seed " + std::to_string(scenario.simulation.seed));
    if (run.plan.sampling.replicates > 0) {
        text += line("sampling", sampling_word(scenario) + ", " +
                                     std::to_string(run.plan.sampling.replicates) + " replicates");
    }
    if (run.target) {
        text += line("target", "standard error " + significant(run.target->standard_error) +
                                   " of " + target_outcome(scenario) + ", or all paths");
    }
    for (PlannedLeg const& leg : run.portfolio.legs) {
        PositionParameters const& position = scenario.positions[leg.position];
        text +=
            line("position", position.name + (leg.what_if ? ", its what_if" : "") + ": " +
                                 with_prefix(leg.notional) + " USD, " +
                                 (leg.liquidation_price
                                      ? "liquidated at " + price_in_words(*leg.liquidation_price)
                                      : "never liquidated"));
    }
    text += line("longs", book_line(run.book.accounts[0]));
    text += line("shorts", book_line(run.book.accounts[1]));
    text += line(
        "backend",
        backend.name() + ", " + backend.device() +
            (backend.threads() > 0 ? ", " + std::to_string(backend.threads()) + " threads" : ""));
    text += line(
        "memory",
        std::to_string(std::lround(std::ceil(bytes_of_counters(run.plan.layout, backend) / 1e6))) +
            " MB for counters" + path_memory_in_words(run.plan.memory));
    for (auto const* warnings : {&market.warnings, &scenario.warnings, &run.warnings}) {
        for (std::string const& warning : *warnings) text += line("warning", warning);
    }
    return text;
}

}  // namespace liq
