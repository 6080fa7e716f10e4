// Path-steps a second of the engine, beside a plain scalar loop in the same run.
//
//     throughput [SCENARIO.toml] [--seconds S] [--backend cpu|cuda]
//
// Questions: the scenario as it is, the same without cascade, and the bare race (no cascade, ends
// of steps only, one report time). Every line also prints the probability of the first race's first
// outcome: who computes something else is not compared.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "host/market/read_market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/read_scenario.hpp"
#include "kernels/backend.hpp"
#include "kernels/totals.hpp"

namespace {

using Clock = std::chrono::steady_clock;

struct Measured {
    double path_steps_per_second = 0;
    double probability = 0;
    double standard_error = 0;
};

Measured measured(double path_steps, double seconds, double hits, double paths) {
    double const p = hits / paths;
    return {path_steps / seconds, p, std::sqrt(p * (1 - p) / paths)};
}

/// Calls run(first, count) -> hits with growing counts until the time is used up.
Measured timed(double seconds, int steps, std::uint64_t at_first,
               std::function<double(std::uint64_t, std::uint64_t)> const& run) {
    run(0, at_first / 4 + 1);  // warm-up, not counted
    double hits = 0, used = 0;
    std::uint64_t done = 0, count = at_first;
    while (used < seconds) {
        auto const start = Clock::now();
        hits += run(done, count);
        double const took = std::chrono::duration<double>(Clock::now() - start).count();
        used += took;
        done += count;
        double const rate = static_cast<double>(count) / std::max(took, 1e-6);
        count = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(rate * seconds / 4));
    }
    auto const paths = static_cast<double>(done);
    return measured(paths * steps, used, hits, paths);
}

Measured time_engine(liq::Plan const& plan, liq::BackendChoice const& choice, double seconds) {
    std::string explanation;
    auto const backend = liq::make_backend(choice, explanation);
    std::uint64_t const at_first = choice.name == "cuda" ? 1 << 20 : 1024;
    return timed(seconds, plan.steps, at_first, [&](std::uint64_t first, std::uint64_t count) {
        liq::Totals totals(plan.layout);
        backend->run(plan, {first, count}, totals);
        return static_cast<double>(totals.outcome(0, liq::TotalsLayout::hits));
    });
}

/// What a straightforward program does: double precision, the standard library's generator and
/// normal distribution, exp at every step, both barriers looked at, all steps made.
Measured time_plain_loop(liq::Scenario const& scenario, double spot, int steps, double seconds) {
    auto const& race = std::get<liq::RaceEvent>(scenario.events.front().question);
    double const volatility = std::get<liq::GbmParameters>(scenario.price_model).volatility;
    double const dt = scenario.simulation.step.years();
    double const mean = (scenario.price.drift - volatility * volatility / 2) * dt;
    double const deviation = volatility * std::sqrt(dt);
    std::mt19937_64 generator(scenario.simulation.seed);
    std::normal_distribution<double> normal;
    return timed(seconds, steps, 64, [&](std::uint64_t, std::uint64_t count) {
        double hits = 0;
        for (std::uint64_t path = 0; path < count; ++path) {
            double price = spot;
            int first = 0;
            for (int step = 0; step < steps; ++step) {
                price *= std::exp(mean + deviation * normal(generator));
                if (first == 0 && price >= race.up) first = 1;
                if (first == 0 && price <= race.down) first = -1;
            }
            hits += first == 1;
        }
        return hits;
    });
}

void print_row(std::string const& question, std::string const& who, Measured const& m,
               double plain) {
    std::printf("%-34s %-12s %9.1f M/s  %6.1f x   p = %.4f +- %.4f\n", question.c_str(),
                who.c_str(), m.path_steps_per_second * 1e-6, m.path_steps_per_second / plain,
                m.probability, m.standard_error);
    std::fflush(stdout);
}

struct Question {
    std::string name;
    std::vector<std::string> changes;
};

}  // namespace

int main(int argc, char** argv) {
    std::string scenario_file = std::string{LIQ_SOURCE_DIR} + "/scenarios/june-2025.toml";
    double seconds = 4;
    std::string backend = "cpu";
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--seconds") == 0 && i + 1 < argc) {
            seconds = std::atof(argv[++i]);
        } else if (std::strcmp(argv[i], "--backend") == 0 && i + 1 < argc) {
            backend = argv[++i];
        } else {
            scenario_file = argv[i];
        }
    }
    try {
        std::vector<Question> const questions{
            {"scenario as it is", {}},
            {"the same, ends of steps only", {"simulation.monitoring=\"step\""}},
            {"no cascade", {"cascade.enabled=false"}},
            {"bare race: no cascade, step ends",
             {"cascade.enabled=false", "simulation.monitoring=\"step\"", "report.times=1"}}};
        std::printf("compiler %s, %u cores\n", __VERSION__, std::thread::hardware_concurrency());
        std::printf("%-34s %-12s %13s  %8s\n", "question", "who", "path-steps", "ratio");

        liq::Scenario const base = liq::read_scenario(scenario_file, questions.back().changes);
        liq::Market const market = liq::read_market(base.market_path);
        liq::PlannedRun const bare = liq::plan_run(base, market);
        double const plain =
            time_plain_loop(base, bare.spot, bare.plan.steps, seconds).path_steps_per_second;
        print_row(questions.back().name, "plain loop",
                  time_plain_loop(base, bare.spot, bare.plan.steps, seconds), plain);
        std::vector<int> const threads = backend == "cpu" ? std::vector<int>{1, 2} : std::vector{0};
        for (Question const& question : questions) {
            auto const run =
                liq::plan_run(liq::read_scenario(scenario_file, question.changes), market);
            for (int n : threads) {
                liq::BackendChoice choice;
                choice.name = backend;
                choice.threads = n;
                print_row(question.name, n == 0 ? backend : std::to_string(n) + " thread(s)",
                          time_engine(run.plan, choice, seconds), plain);
            }
        }
    } catch (std::exception const& error) {
        std::fprintf(stderr, "throughput: %s\n", error.what());
        return 1;
    }
    return 0;
}
