/// \file
/// Stochastic variance with normal jumps: jumps by the test of Lee & Mykland (2008), their law by
/// maximum likelihood given which returns they are, and the variance by the quasi-likelihood of the
/// daily realised variances and returns that remain (variance_filter.hpp).

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "host/estimation/days.hpp"
#include "host/estimation/jump_detection.hpp"
#include "host/estimation/law_fit.hpp"
#include "host/estimation/laws/laws.hpp"
#include "host/estimation/variance_filter.hpp"
#include "host/estimation/variance_map.hpp"
#include "host/words/numbers.hpp"

namespace liq::estimation {
namespace {

constexpr std::size_t fewest_days = 30;
constexpr double drift_years = 30.0 / 365;  ///< of the mean variance of the median drift

enum Place : std::uint8_t { drift, reversion, long_run, vol_of_variance, correlation };

/// Days counted back from the end without their jumps, the oldest first.
struct WithoutJumps {
    std::vector<ObservedDay> days;
    double noise = 0;  ///< see filter_variance
};

WithoutJumps without_jumps(Returns const& returns, DetectedJumps const& detected) {
    double const a_day = 86'400.0 / static_cast<double>(returns.seconds);
    struct Sum {
        double squares = 0, fourths = 0, move = 0, n = 0;
    };
    std::vector<Sum> sums;
    double back = 0;
    for (std::size_t i = returns.size(); i-- > detected.first;) {
        auto const day = static_cast<std::size_t>(back * days_per_year + 1e-7);
        if (day >= sums.size()) sums.resize(day + 1);
        back += returns.years[i];
        double const move = detected.jump[i] ? 0 : returns.move[i];
        sums[day].squares += move * move;
        sums[day].fourths += move * move * move * move;
        sums[day].move += move;
        sums[day].n += 1;
    }
    WithoutJumps found;
    double ratio = 0, n = 0;
    for (auto day = sums.rbegin(); day != sums.rend(); ++day) {
        bool const usable = day->n >= 0.75 * a_day && day->squares > 0;
        if (!usable && found.days.empty()) continue;  // the first day is cut
        if (usable) {
            // Of (2/3) sum r^4, the variance of a sum of squares (Barndorff-Nielsen & Shephard
            // 2002).
            ratio += 2.0 / 3 * day->fourths / (day->squares * day->squares);
            n += 1;
        }
        found.days.push_back(
            {usable ? days_per_year * day->squares : not_a_number, usable ? day->move : 0});
    }
    require(n >= fewest_days, words::plain(n) +
                                  " usable days are too few for a stochastic variance; " +
                                  words::whole(fewest_days) + " are needed");
    found.noise = ratio / n;
    return found;
}

HestonParameters heston_of(std::span<double const> value) {
    return {value[long_run], value[reversion], value[long_run], value[vol_of_variance],
            value[correlation]};
}

/// The sizes of the jumps, and how long they were looked for.
struct Jumps {
    std::vector<double> sizes;
    double years = 0;
};

Jumps jumps_of(Returns const& returns, DetectedJumps const& detected) {
    Jumps jumps;
    for (std::size_t i = detected.first; i < returns.size(); ++i) {
        jumps.years += returns.years[i];
        if (detected.jump[i]) jumps.sizes.push_back(returns.move[i]);
    }
    require(!jumps.sizes.empty(), "no jumps found: no return is beyond " +
                                      words::plain(detected.critical, 2) +
                                      " local standard deviations; bates without jumps is heston");
    return jumps;
}

/// Adds the law of the jumps to coordinates and maximum; the two parts do not hang on each other.
void add_jumps(Jumps const& jumps, std::vector<Coordinate>& coordinates, Maximum& maximum) {
    auto const n = static_cast<double>(jumps.sizes.size());
    double mean = 0, square = 0;
    for (double const size : jumps.sizes) mean += size / n;
    for (double const size : jumps.sizes) square += (size - mean) * (size - mean) / n;
    double const sd = std::max(std::sqrt(square), 1e-6);
    bool const few = jumps.sizes.size() < 3;
    std::string const why = "there are fewer than three jumps";
    coordinates.push_back({"jump_intensity", Scale::log, 1e-3, 1e6});
    coordinates.push_back({"jump_mean", Scale::plain, -2, 2});
    coordinates.push_back({"jump_sd", Scale::log, 1e-7, 2});
    double const rate = n / jumps.years;
    maximum.estimates.push_back({"jump_intensity", rate, rate / std::sqrt(n), true, ""});
    maximum.estimates.push_back(
        {"jump_mean", mean, few ? not_a_number : sd / std::sqrt(n), !few, few ? why : ""});
    maximum.estimates.push_back(
        {"jump_sd", sd, few ? not_a_number : sd / std::sqrt(2 * n), !few, few ? why : ""});
    std::size_t const old_size = coordinates.size() - 3, size = coordinates.size();
    std::vector<double> covariance(size * size, 0);
    for (std::size_t i = 0; i < old_size; ++i)
        for (std::size_t j = 0; j < old_size; ++j)
            covariance[i * size + j] = maximum.covariance[i * old_size + j];
    covariance[old_size * (size + 1)] = 1 / n;
    covariance[(old_size + 1) * (size + 1)] = few ? 0 : sd * sd / n;
    covariance[(old_size + 2) * (size + 1)] = few ? 0 : 1 / (2 * n);
    maximum.covariance = covariance;
}

std::vector<std::vector<double>> starts_of(double mean, double variance, double move) {
    std::vector<std::vector<double>> starts;
    for (double const k : {10.0, 60.0, 250.0})
        starts.push_back({move, k, mean,
                          std::clamp(std::sqrt(2 * k * variance / mean) / 1.5, 0.02, 50.0), -0.1});
    return starts;
}

LawFit fit(Sample const& sample, DrawTerms const& terms) {
    require(sample.history->bar <= 3'600'000,
            "candles of an hour or less are needed to tell jumps from a stochastic variance");
    Returns const returns = returns_of(*sample.history, sample.until, sample.days, 0);
    require_moves(returns);
    auto const detected = detect_jumps(returns);
    Jumps const jumps = jumps_of(returns, detected);
    auto const [days, noise] = without_jumps(returns, detected);
    double n = 0, sum = 0, squares = 0;
    for (auto const& day : days)
        if (!std::isnan(day.variance)) {
            n += 1;
            sum += day.variance;
            squares += day.variance * day.variance;
        }
    double const mean = sum / n;
    std::vector<Coordinate> coordinates{diffusion_drift(returns),
                                        {"mean_reversion", Scale::log, 0.5, 3 * 365},
                                        {"long_run_variance", Scale::log, mean / 20, mean * 20},
                                        {"vol_of_variance", Scale::log, 0.01, 100},
                                        {"correlation", Scale::plain, -0.95, 0.95}};
    Contributions const contributions = [&](std::span<double const> value,
                                            std::vector<double>& parts) {
        filter_variance(heston_of(value), value[drift], noise, days, parts);
    };
    auto maximum = maximise(
        coordinates, contributions,
        starts_of(mean, squares / n - mean * mean, returns.total_move() / returns.total_years()),
        ErrorsFrom::sandwich);
    std::vector<double> parts;
    auto const value = maximum.values();
    auto const filtered = filter_variance(heston_of(value), value[drift], noise, days, parts);
    add_jumps(jumps, coordinates, maximum);
    auto found = law_fit("bates", sample, coordinates, maximum, terms, [&](auto const& v) {
        HestonParameters heston = heston_of(v);
        heston.variance0 = filtered.mean;
        return mean_of_integral(heston, drift_years) / drift_years / 2 +
               v[5] * normal_jump_excess(v[6], v[7]);
    });
    found.estimates.insert(found.estimates.begin(),
                           {"variance0", filtered.mean, filtered.sd, true, ""});
    for (auto& draw : found.draws) draw.insert(draw.begin(), filtered.mean);
    found.fitted_to = words::plain(n) + " daily variances and returns, and " +
                      words::whole(jumps.sizes.size()) + " jumps among " +
                      words::whole(returns.size()) + " returns";
    found.n = static_cast<std::size_t>(n);
    // The likelihood is that of the days alone.
    found.n_parameters = correlation + 1;
    auto const count = static_cast<double>(found.n_parameters);
    found.aic = 2 * count - 2 * found.log_likelihood;
    found.bic = count * std::log(n) - 2 * found.log_likelihood;
    double const k = value[reversion];
    found.figures.push_back({"half_life", std::log(2.0) / k * 365, "d",
                             "time in which half of a deviation of the variance is gone"});
    found.figures.push_back(
        {"feller_ratio",
         2 * k * value[long_run] / (value[vol_of_variance] * value[vol_of_variance]), "1",
         "2 kappa theta/xi^2: below 1 the variance reaches 0"});
    found.figures.push_back({"critical", detected.critical, "1",
                             "local standard deviations beyond which a return is a jump"});
    found.test = independence_test(filtered.innovations, 10);
    found.test.of = "what the variances of days are beyond what was expected of them, 10 lags";
    return found;
}

}  // namespace

PriceLaw const bates_law{"bates", "stochastic variance and normal jumps", fit};

}  // namespace liq::estimation
