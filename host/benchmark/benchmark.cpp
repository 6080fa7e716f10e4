#include "host/benchmark/benchmark.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <variant>

#include "host/benchmark/plain_loop.hpp"
#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/scenario/read_scenario.hpp"

namespace liq::benchmark {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// How many paths keep all lanes of a thread busy for some time, and how many a card.
constexpr std::uint64_t paths_of_a_thread = 128;
constexpr std::uint64_t paths_of_a_card = 1 << 18;

/// If two estimates of the same probability differ by more standard errors, a program is wrong.
constexpr double disagreement = 5;

/// A case with its plan.
struct Prepared {
    BenchmarkCase asked;
    planning::PlannedRun run;
    int outcome = 0;
};

/// A backend to be made, and the rows that run on it.
struct Group {
    BackendChoice choice;
    std::vector<std::size_t> rows;
};

std::vector<BenchmarkCase> chosen_cases(scenario::Scenario const& shipped,
                                        std::vector<std::string> const& names) {
    std::vector<BenchmarkCase> const all = benchmark_cases(shipped);
    if (names.empty()) return all;
    std::vector<BenchmarkCase> chosen;
    for (std::string const& name : names) {
        auto const found = std::find_if(all.begin(), all.end(),
                                        [&](auto const& known) { return known.name == name; });
        if (found == all.end()) {
            std::string known;
            for (auto const& one : all) known += (known.empty() ? "" : ", ") + one.name;
            refuse("bench --case " + name + ": is not a case; accepted: " + known);
        }
        chosen.push_back(*found);
    }
    return chosen;
}

std::uint64_t simulate_on(Backend& backend, Prepared const& prepared, PathRange range) {
    Totals totals(prepared.run.plan.layout);
    backend.run(prepared.run.plan, range, totals);
    return totals.outcome(prepared.outcome, TotalsLayout::hits);
}

PlainRace plain_race(scenario::Scenario const& scenario, planning::PlannedRun const& run) {
    auto const& race = std::get<events::Race>(scenario.events.front().question);
    return {run.spot,
            race.up,
            race.down,
            scenario.price.drift,
            std::get<GbmParameters>(scenario.price_model).volatility,
            run.plan.step_years,
            run.plan.steps};
}

class Benchmark {
  public:
    Benchmark(BenchmarkOptions const& options, std::function<bool()> const& stop)
        : options_(options), stop_(stop), repetition_(options.seconds / benchmark_repetitions) {}

    BenchmarkResult run() {
        prepare();
        for (BackendChoice const& choice : asked_backends()) add_backend(choice);
        result_.complete = true;
        for (int i = 0; i < benchmark_repetitions && result_.complete; ++i) one_round();
        check_agreement();
        return std::move(result_);
    }

  private:
    void prepare() {
        auto start = Clock::now();
        scenario::Scenario const shipped = scenario::read_scenario(options_.scenario);
        result_.start.read_scenario = seconds_since(start);
        start = Clock::now();
        market::Market const market = market::read_market(shipped.market_path);
        result_.start.read_market = seconds_since(start);
        start = Clock::now();
        result_.steps = planning::plan_run(shipped, market).plan.steps;
        result_.start.plan = seconds_since(start);
        result_.scenario = shipped.name;

        BenchmarkCase const bare = benchmark_cases(shipped).front();
        scenario::Scenario const race = scenario_of(bare, options_.scenario);
        loop_.emplace(plain_race(race, planning::plan_run(race, market)), race.simulation.seed);
        for (BenchmarkCase const& asked : chosen_cases(shipped, options_.cases)) {
            scenario::Scenario const scenario = scenario_of(asked, options_.scenario);
            planning::PlannedRun planned = planning::plan_run(scenario, market);
            int const outcome = first_race_up(scenario, planned);
            prepared_.push_back({asked, std::move(planned), outcome});
        }
        result_.plain_loop = Measuring(result_.steps, 16, repetition_);
    }

    [[nodiscard]] std::vector<BackendChoice> asked_backends() const {
        BackendChoice choice = options_.backend;
        choice.threads = options_.threads.value_or(0);
        if (choice.name != "auto") return {choice};
        BackendChoice cpu = choice, cuda = choice;
        cpu.name = "cpu";
        cuda.name = "cuda";
        return {cpu, cuda};
    }

    /// Starts a backend for the first time, or stores why it is missing.
    void add_backend(BackendChoice const& choice) {
        BenchmarkedBackend about{choice.name, {}, {}, 0};
        try {
            std::string explanation;
            auto const start = Clock::now();
            auto const backend = make_backend(choice, explanation);
            simulate_on(*backend, prepared_.front(), {0, 1});
            about.start_seconds = seconds_since(start);
            auto const again = Clock::now();
            simulate_on(*backend, prepared_.front(), {0, 1});
            about.start_seconds = std::max(0.0, about.start_seconds - seconds_since(again));
            about.device = backend->device();
            add_groups(choice, backend->threads());
        } catch (BackendMissing const& missing) {
            if (options_.backend.name != "auto") throw;
            about.missing = missing.what();
        }
        result_.backends.push_back(about);
    }

    void add_groups(BackendChoice choice, int all_threads) {
        std::vector<int> threads{all_threads};
        if (!options_.threads && all_threads > 1) threads.insert(threads.begin(), 1);
        for (int const n : threads) {
            choice.threads = n;
            Group group{choice, {}};
            std::uint64_t const granule =
                n == 0 ? paths_of_a_card : paths_of_a_thread * static_cast<std::uint64_t>(n);
            for (Prepared const& prepared : prepared_) {
                group.rows.push_back(result_.rows.size());
                result_.rows.push_back({prepared.asked, choice.name, n,
                                        Measuring(prepared.run.plan.steps, granule, repetition_)});
            }
            groups_.push_back(group);
        }
    }

    /// Measures every row once. A backend exists only while its group is measured, because two CPU
    /// backends at the same time would both have the smaller number of threads.
    void one_round() {
        if (stopped()) return;
        result_.plain_loop.repeat(
            [&](std::uint64_t, std::uint64_t count) { return loop_->run(count).up; });
        for (Group const& group : groups_) {
            std::string explanation;
            auto const backend = make_backend(group.choice, explanation);
            for (std::size_t i = 0; i < prepared_.size(); ++i) {
                if (stopped()) return;
                result_.rows[group.rows[i]].measured.repeat(
                    [&](std::uint64_t first, std::uint64_t count) {
                        return simulate_on(*backend, prepared_[i], {first, count});
                    });
            }
        }
    }

    bool stopped() {
        if (stop_()) result_.complete = false;
        return !result_.complete;
    }

    /// The plain loop and the bare race must find the same probability.
    void check_agreement() const {
        Measuring const& plain = result_.plain_loop;
        for (BenchmarkRow const& row : result_.rows) {
            Measuring const& ours = row.measured;
            bool const same = row.asked.race_only && row.asked.model == GbmParameters::name;
            if (!same || ours.empty() || plain.empty()) continue;
            double const error = std::hypot(plain.standard_error(), ours.standard_error());
            if (std::abs(plain.probability() - ours.probability()) <= disagreement * error)
                continue;
            throw Error(Exit::failed,
                        "bench: the plain loop finds a probability of " +
                            std::to_string(plain.probability()) + " and " + row.asked.name +
                            " on " + row.backend + " " + std::to_string(ours.probability()) +
                            ", which is more than " + std::to_string(std::lround(disagreement)) +
                            " standard errors apart: one of them is wrong");
        }
    }

    BenchmarkOptions options_;
    std::function<bool()> stop_;
    double repetition_;  ///< [s]
    std::optional<PlainLoop> loop_;
    std::vector<Prepared> prepared_;
    std::vector<Group> groups_;
    BenchmarkResult result_;
};

}  // namespace

BenchmarkResult run_benchmark(BenchmarkOptions const& options, std::function<bool()> const& stop) {
    return Benchmark(options, stop).run();
}

}  // namespace liq::benchmark
