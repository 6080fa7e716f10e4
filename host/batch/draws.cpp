#include "host/batch/draws.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <variant>

#include "host/batch/conclude_batch.hpp"
#include "host/batch/price_draws.hpp"
#include "host/errors.hpp"
#include "host/findings/quantities.hpp"
#include "host/scenario/simulation_checks.hpp"

namespace liq::batch {
namespace {

/// Fewer paths than this a draw tell little.
constexpr std::uint64_t least_paths = 500;

/// The run itself as the first of its draws: fewer paths, and nothing that is only reported.
BatchRun reduced(BatchRun const& run, int n_draws) {
    BatchRun made;
    made.file = run.file;
    made.market = run.market;
    made.scenario = run.scenario;
    auto& scenario = *made.scenario;
    auto& simulation = scenario.simulation;
    std::uint64_t const together = scenario::paths_together(simulation.sampling_parameters());
    std::uint64_t const share = simulation.paths / static_cast<std::uint64_t>(n_draws);
    std::uint64_t const paths = std::min(simulation.paths, std::max(share, least_paths));
    simulation.paths = std::max(together, paths / together * together);
    simulation.book_draws = simulation.price_draws = 0;
    simulation.target_standard_error.reset();
    simulation.step_check = simulation.control_variate = false;
    scenario.report.times = 1;
    scenario.report.price_bins = 1;
    scenario.report.sample_paths = 0;
    scenario.limits.clear();
    scenario.positions.clear();
    scenario.benchmark = {};
    return made;
}

/// The run and its draws, as a family of which it is the base.
template <class Change>
Batch family_of_draws(BatchRun const& run, int n_draws, Change change) {
    Batch family;
    family.runs.push_back(reduced(run, n_draws));
    for (int d = 0; d < n_draws; ++d) {
        BatchRun drawn = reduced(run, n_draws);
        change(d, *drawn.scenario);
        drawn.set["draw"] = std::to_string(d);
        family.runs.push_back(std::move(drawn));
    }
    family.states.resize(family.runs.size());
    return family;
}

std::string name_of(findings::OutcomeFinding const& outcome) {
    return outcome.event + "." + outcome.outcome;
}

void add_moves(findings::RunFindings const& base, findings::RunFindings const& drawn,
               MovesOfDraws& moves) {
    for (auto const& outcome : drawn.outcomes) {
        auto& of = moves.outcomes[name_of(outcome)];
        of.move.push_back(outcome.difference_to_base);
        of.error.push_back(outcome.difference_to_base_standard_error);
    }
    for (std::size_t q = 0; q < findings::quantities.size(); ++q) {
        auto const &ours = drawn.distributions.all[q], &theirs = base.distributions.all[q];
        if (!ours || !theirs) continue;
        for (std::size_t s = 0; s < findings::statistics.size(); ++s)
            if (findings::statistics[s].is_metric())
                moves
                    .statistics[std::string(findings::quantities[q].name) + "." +
                                findings::statistics[s].name]
                    .push_back(ours->statistics.all[s] - theirs->statistics.all[s]);
    }
}

/// Simulates a family; the moves of its draws.
MovesOfDraws moves_of(Batch& family, Devices const& devices, std::function<bool()> const& stop) {
    BatchWatch watch{stop, [](BatchProgress const&) {}, {}, 3600, {}, 0, {}};
    if (run_batch(family, devices, watch) != BatchEnd::all_runs) return {};
    for (std::size_t i = 0; i < family.runs.size(); ++i)
        if (auto const& failure = family.states[i].failure)
            throw Error(failure->exit, "draw " + std::to_string(i) + ": " + failure->what);
    MovesOfDraws moves;
    moves.n_draws = static_cast<int>(family.runs.size()) - 1;
    BatchConclusions conclusions(family, {});
    std::optional<findings::RunFindings> base;
    while (!conclusions.at_end())
        for (auto& run : conclusions.next(family.runs.size())) {
            if (base)
                add_moves(*base, run.findings, moves);
            else
                base = std::move(run.findings);
        }
    return moves;
}

MovesOfRun moves_of_run(BatchRun const& run, Devices const& devices,
                        std::function<bool()> const& stop) {
    MovesOfRun moves;
    auto const& asked = run.scenario->simulation;
    if (asked.book_draws > 0) {
        Batch family = family_of_draws(
            run, asked.book_draws, [](int d, auto& scenario) { scenario.market.book_draw = d; });
        moves.book = moves_of(family, devices, stop);
    }
    if (asked.price_draws > 0 && !stop()) {
        PriceDraws const draws = read_price_draws(*run.scenario);
        Batch family = family_of_draws(
            run, asked.price_draws, [&](int d, auto& scenario) { set_price(draws, d, scenario); });
        moves.price = moves_of(family, devices, stop);
    }
    return moves;
}

/// A quantile of sorted values, between the two nearest (Hyndman & Fan 1996, definition 7).
double quantile(std::vector<double> const& sorted, double share) {
    double const at = share * static_cast<double>(sorted.size() - 1);
    auto const i = static_cast<std::size_t>(at);
    if (i + 1 == sorted.size()) return sorted.back();
    return sorted[i] + (at - static_cast<double>(i)) * (sorted[i + 1] - sorted[i]);
}

findings::Range range_at(MovesOfDraws const& moves, findings::OutcomeFinding const& outcome) {
    auto const found = moves.outcomes.find(name_of(outcome));
    if (found == moves.outcomes.end()) return {};
    return range_of(outcome.with_cascade.probability, found->second.move, found->second.error);
}

findings::Range range_at(MovesOfDraws const& moves, std::string const& name, double value) {
    auto const found = moves.statistics.find(name);
    return found == moves.statistics.end() ? findings::Range{} : range_of(value, found->second, {});
}

}  // namespace

bool asks_for_draws(Batch const& batch) {
    return std::ranges::any_of(batch.runs, [](BatchRun const& run) {
        return run.scenario &&
               run.scenario->simulation.book_draws + run.scenario->simulation.price_draws > 0;
    });
}

void check_draws(Batch const& batch) {
    for (BatchRun const& run : batch.runs) {
        if (!run.scenario || !run.market) continue;
        auto const& simulation = run.scenario->simulation;
        if (simulation.book_draws + simulation.price_draws == 0) continue;
        require(batch.shard.count == 1,
                run.scenario->place_of("simulation.book_draws") +
                    ": ranges of draws do not go with --shard; simulate them in a run of its own");
        int const there = run.market->draws ? static_cast<int>(run.market->draws->count()) : 0;
        if (simulation.book_draws > there)
            refuse(run.scenario->place_of("simulation.book_draws") +
                   ": simulation.book_draws = " + std::to_string(simulation.book_draws) + ", and " +
                   run.market->path.string() + " has " + std::to_string(there) +
                   " draws of its book (/positions/draws; a snapshot gets them from positions.fit, "
                   "a file of `liqcascade calibrate book`)");
        if (simulation.price_draws > 0) static_cast<void>(read_price_draws(*run.scenario));
    }
}

std::vector<MovesOfRun> simulate_draws(Batch const& batch, Devices const& devices,
                                       std::function<bool()> const& stop) {
    std::vector<MovesOfRun> all(batch.runs.size());
    for (std::size_t i = 0; i < batch.runs.size() && !stop(); ++i)
        if (batch.runs[i].scenario && batch.runs[i].market && !batch.runs[i].failure)
            all[i] = moves_of_run(batch.runs[i], devices, stop);
    return all;
}

findings::Range range_of(double value, std::vector<double> const& moves,
                         std::vector<double> const& errors) {
    std::vector<double> sorted;
    double noise = 0;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        if (!std::isfinite(moves[i])) return {};
        sorted.push_back(moves[i]);
        if (!errors.empty() && std::isfinite(errors[i])) noise += errors[i] * errors[i];
    }
    if (sorted.size() < 2) return {};
    auto const n = static_cast<double>(sorted.size());
    double const mean = std::accumulate(sorted.begin(), sorted.end(), 0.0) / n;
    double variance = 0;
    for (double const move : sorted) variance += (move - mean) * (move - mean) / (n - 1);
    double const nested = std::max(0.0, variance - noise / n);
    double const shrink = variance > 0 ? std::sqrt(nested / variance) : 0.0;
    for (double& move : sorted) move = mean + shrink * (move - mean);
    std::ranges::sort(sorted);
    return {std::sqrt(nested), value + quantile(sorted, 0.05), value + quantile(sorted, 0.95),
            errors.empty() ? findings::not_known : std::sqrt(noise / n)};
}

void add_ranges(MovesOfRun const& moves, findings::RunFindings& findings) {
    findings.book_draws = moves.book.n_draws;
    findings.price_draws = moves.price.n_draws;
    if (findings.book_draws + findings.price_draws == 0) return;
    for (auto& outcome : findings.outcomes) {
        outcome.book_range = range_at(moves.book, outcome);
        outcome.price_range = range_at(moves.price, outcome);
    }
    for (std::size_t q = 0; q < findings::quantities.size(); ++q) {
        auto const& found = findings.distributions.all[q];
        if (!found) continue;
        for (std::size_t s = 0; s < findings::statistics.size(); ++s) {
            if (!findings::statistics[s].is_metric()) continue;
            std::string const name =
                std::string(findings::quantities[q].name) + "." + findings::statistics[s].name;
            double const value = found->statistics.all[s];
            findings.statistic_ranges.push_back(
                {name, range_at(moves.book, name, value), range_at(moves.price, name, value)});
        }
    }
}

}  // namespace liq::batch
