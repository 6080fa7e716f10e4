// What antithetic and Sobol paths save: variances of all outcomes of a scenario, as a multiple of
// that of independent paths, at equal numbers of paths and at equal time.
//
//     variance [SCENARIO.toml] [--paths N] [--replicates R] [--threads N] [--set KEY=VALUE]...
//
// The variance of a kind comes from its replicates, and is known to sqrt(2/R) of itself; that of
// independent paths is p (1 - p) / paths. Gain: the ratio independent / kind. Time is processor
// time, the least of eight equal parts that the kinds make in turn, so that what else the machine
// does matters little.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include "host/market/read_market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/asked_events.hpp"
#include "host/scenario/read_scenario.hpp"
#include "kernels/backend.hpp"
#include "kernels/totals.hpp"

namespace {

struct Asked {
    std::string scenario_file = std::string{LIQ_SOURCE_DIR} + "/scenarios/stress-june-2025.toml";
    std::uint64_t paths = 1 << 16;
    int replicates = 128;
    liq::BackendChoice choice{.name = "cpu"};
    std::vector<std::string> changes;
};

Asked read_arguments(std::vector<std::string> const& arguments) {
    Asked asked;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        bool const has_value = i + 1 < arguments.size();
        if (arguments[i] == "--paths" && has_value) {
            asked.paths = std::strtoull(arguments[++i].c_str(), nullptr, 10);
        } else if (arguments[i] == "--replicates" && has_value) {
            asked.replicates = std::atoi(arguments[++i].c_str());
        } else if (arguments[i] == "--threads" && has_value) {
            asked.choice.threads = std::atoi(arguments[++i].c_str());
        } else if (arguments[i] == "--set" && has_value) {
            asked.changes.push_back(arguments[++i]);
        } else {
            asked.scenario_file = arguments[i];
        }
    }
    return asked;
}

struct Run {
    liq::Plan plan;
    liq::Totals totals;
    double seconds;  ///< of one part
};

constexpr int n_parts = 8;

Run prepared(liq::Plan plan, liq::SamplingKind kind, int replicates) {
    plan.sampling = liq::plan_sampling({kind, replicates}, plan.steps);
    plan.layout.n_replicates = plan.sampling.replicates;
    liq::Totals totals(plan.layout);
    return {std::move(plan), std::move(totals), 1e9};
}

void run_part(liq::Backend& backend, Run& run, std::uint64_t paths, int part) {
    std::uint64_t const first = paths * static_cast<unsigned>(part) / n_parts;
    std::uint64_t const last = paths * static_cast<unsigned>(part + 1) / n_parts;
    std::clock_t const start = std::clock();
    backend.run(run.plan, {first, last - first}, run.totals);
    double const seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    run.seconds = std::min(run.seconds, seconds);
}

struct Estimate {
    double mean;
    double variance;
};

Estimate from_replicates(liq::Totals const& totals, int outcome, int row) {
    liq::TotalsLayout const& layout = totals.layout();
    double const n = layout.n_replicates;
    double mean = 0, square = 0;
    for (int r = 0; r < layout.n_replicates; ++r) {
        double const p = static_cast<double>(totals.cold(layout.replicate_hits(outcome, row, r))) /
                         static_cast<double>(totals.cold(layout.replicate_paths(r)));
        mean += p / n;
        square += p * p / n;
    }
    return {mean, (square - mean * mean) / (n - 1)};
}

void print_kind(char const* name, Run const& sampled, Run const& independent,
                liq::planning::PlannedRun const& planned, liq::scenario::Scenario const& scenario) {
    double const slower = sampled.seconds / independent.seconds;
    auto const asked = liq::scenario::asked_events(scenario);
    std::printf("%s: %.3f times the processor time of independent paths\n", name, slower);
    for (int row : {0, 1}) {
        auto const hits = row == 0 ? liq::TotalsLayout::hits : liq::TotalsLayout::hits_without;
        for (int i = 0; i < sampled.totals.layout().n_outcomes; ++i) {
            auto const& outcome = planned.outcomes[static_cast<std::size_t>(i)];
            auto const paths = static_cast<double>(independent.totals.paths());
            double const p = static_cast<double>(independent.totals.outcome(i, hits)) / paths;
            Estimate const e = from_replicates(sampled.totals, i, row);
            double const gain = p * (1 - p) / paths / e.variance;
            std::printf("  %-8s %-22s %-8s p %.5f, independent %.5f; gain %6.2f, in time %6.2f\n",
                        row == 0 ? "with" : "without", asked[outcome.event]->name.c_str(),
                        outcome.outcome.c_str(), e.mean, p, gain, gain / slower);
        }
    }
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        Asked const asked = read_arguments({argv + 1, argv + argc});
        liq::scenario::Scenario const scenario =
            liq::scenario::read_scenario(asked.scenario_file, asked.changes);
        liq::planning::PlannedRun const planned =
            liq::planning::plan_run(scenario, liq::market::read_market(scenario.market_path));
        std::string explanation;
        auto const backend = liq::make_backend(asked.choice, explanation);
        std::printf("%s, %d thread(s), %llu paths of %d steps, %d replicates\n",
                    backend->device().c_str(), backend->threads(),
                    static_cast<unsigned long long>(asked.paths), planned.plan.steps,
                    asked.replicates);
        std::vector<Run> runs;
        for (auto kind : {liq::SamplingKind::independent, liq::SamplingKind::antithetic,
                          liq::SamplingKind::sobol}) {
            runs.push_back(prepared(planned.plan, kind, asked.replicates));
        }
        for (int part = 0; part < n_parts; ++part) {
            for (Run& run : runs) run_part(*backend, run, asked.paths, part);
        }
        print_kind("antithetic", runs[1], runs[0], planned, scenario);
        print_kind("sobol", runs[2], runs[0], planned, scenario);
    } catch (std::exception const& error) {
        std::fprintf(stderr, "variance: %s\n", error.what());
        return 1;
    }
    return 0;
}
