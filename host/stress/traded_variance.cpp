#include "host/stress/traded_variance.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/results/extremes.hpp"
#include "host/running/run_plan.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/words/printable.hpp"

namespace liq::stress {
namespace {

constexpr int most_paths = 1'000;     // whose course a report keeps
constexpr std::int64_t hour = 3'600;  // s
constexpr std::int64_t most_times = 4'096;
constexpr double precision = 1e-4;  // of the traded variance
constexpr int most_simulations = 6;

scenario::Scenario reduced(std::string const& file, std::string const& price) {
    scenario::Scenario scenario = scenario::read_scenario(
        file, {price, "simulation.book_draws=0", "simulation.price_draws=0"});
    require(scenario.cascade.enabled, file +
                                          ": cascade.enabled is false, so that nothing is "
                                          "liquidated; --book takes a scenario with a cascade");
    auto& simulation = scenario.simulation;
    simulation.paths = most_paths;
    simulation.sampling = SamplingKind::independent;
    simulation.replicates.reset();
    simulation.target_standard_error.reset();
    simulation.step_check = simulation.control_variate = false;
    std::int64_t const times = std::max<std::int64_t>(1, simulation.horizon.seconds / hour);
    scenario.report.times = static_cast<int>(std::min(times, most_times));
    scenario.report.price_bins = 1;
    scenario.report.sample_paths = most_paths;
    scenario.limits.clear();
    scenario.positions.clear();
    scenario.benchmark = {};
    return scenario;
}

/// Realised variances of each path.
struct Variances {
    std::vector<double> traded, fundamental;

    [[nodiscard]] static double mean(std::vector<double> const& values) {
        double sum = 0;
        for (double const value : values) sum += value;
        return sum / static_cast<double>(values.size());
    }
};

Variances variances_of(findings::SamplesFinding const& samples, double spot) {
    Variances found;
    std::size_t const n_paths = samples.path.size(), n_times = samples.price.size() / n_paths;
    for (std::size_t path = 0; path < n_paths; ++path) {
        double traded = 0, fundamental = 0, before = std::log(spot), pushed = 0;
        for (std::size_t t = path * n_times; t < (path + 1) * n_times; ++t) {
            double const log_price = std::log(samples.price[t]);
            double const move = log_price - before, push = samples.displacement[t] - pushed;
            traded += move * move;
            fundamental += (move - push) * (move - push);
            before = log_price;
            pushed = samples.displacement[t];
        }
        found.traded.push_back(traded);
        found.fundamental.push_back(fundamental);
    }
    return found;
}

/// Standard error of the ratio of the means, by the delta method.
double error_of_ratio(Variances const& found, double ratio) {
    double sum = 0;
    for (std::size_t i = 0; i < found.traded.size(); ++i) {
        double const rest = found.traded[i] - ratio * found.fundamental[i];
        sum += rest * rest;
    }
    auto const n = static_cast<double>(found.traded.size());
    return std::sqrt(sum / n / (n - 1)) / Variances::mean(found.fundamental);
}

}  // namespace

TradedVariance traded_variance(std::string const& scenario,
                               std::function<std::string(double factor)> const& price,
                               Backend& backend, std::function<bool()> const& stop) {
    market::Market const market =
        market::read_market(scenario::read_scenario(scenario, {price(1)}).market_path);
    TradedVariance result;
    auto const simulated = [&](double factor) {
        planning::PlannedRun const run =
            planning::plan_run(reduced(scenario, price(factor)), market);
        auto const ran = running::run_plan(run.plan, most_paths, backend, stop, [](auto const&) {});
        require(ran.failure.empty() && ran.done,
                "calibrate price --book: the simulation " +
                    (ran.failure.empty() ? std::string{"was stopped"} : "failed: " + ran.failure));
        ++result.simulations;
        return variances_of(*results::sampled_courses(ran.totals, run.spot), run.spot);
    };
    Variances const first = simulated(1);
    double const wanted = Variances::mean(first.fundamental);
    result.paths = static_cast<int>(first.traded.size());
    result.ratio = Variances::mean(first.traded) / wanted;
    result.ratio_error = error_of_ratio(first, result.ratio);
    // The logarithm of the traded variance is nearly linear in that of the factor.
    double x0 = 0, y0 = std::log(result.ratio), x1 = -y0;
    while (std::abs(y0) > precision && result.simulations < most_simulations) {
        double const y1 = std::log(Variances::mean(simulated(std::exp(x1)).traded) / wanted);
        double const slope = (y1 - y0) / (x1 - x0);
        x0 = x1;
        y0 = y1;
        x1 = x0 - y0 / (slope > 0.1 ? slope : 1.0);
    }
    result.factor = std::exp(x0);
    require(std::abs(y0) <= precision,
            words::printable(scenario) +
                ": no fundamental variance was found whose traded variance is the one that was "
                "fitted: forced orders alone bring more than that. The book is too large or its "
                "depth too thin for this history");
    return result;
}

}  // namespace liq::stress
