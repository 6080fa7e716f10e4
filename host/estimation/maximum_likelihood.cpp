#include "host/estimation/maximum_likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <eigen3/Eigen/Dense>
#include <limits>
#include <nlopt.hpp>
#include <numeric>

#include "host/estimation/coordinates.hpp"
#include "host/words/numbers.hpp"

namespace liq::estimation {
namespace {

constexpr double impossible = -1e300;

/// The log likelihood as a function of positions on the scales.
class Surface {
  public:
    Surface(std::vector<Coordinate> const& coordinates, Contributions const& contributions)
        : coordinates_(coordinates), contributions_(contributions) {}

    double operator()(std::vector<double> const& position) {
        contributions_(natural(coordinates_, position), parts_);
        double const sum = std::accumulate(parts_.begin(), parts_.end(), 0.0);
        return std::isfinite(sum) ? sum : impossible;
    }
    /// Of each observation, at a position.
    std::vector<double> parts(std::vector<double> const& position) {
        (*this)(position);
        return parts_;
    }

  private:
    std::vector<Coordinate> const& coordinates_;
    Contributions const& contributions_;
    std::vector<double> parts_;
};

double value_for_nlopt(std::vector<double> const& position, std::vector<double>& /*gradient*/,
                       void* surface) {
    return (*static_cast<Surface*>(surface))(position);
}

/// Climbs from a position; returns the height.
double climb(nlopt::algorithm how, std::vector<Coordinate> const& coordinates, Surface& surface,
             std::vector<double>& position, int most) {
    std::size_t const n = coordinates.size();
    std::vector<double> low(n), high(n), step(n);
    for (std::size_t i = 0; i < n; ++i) {
        low[i] = on_scale(coordinates[i], coordinates[i].low);
        high[i] = on_scale(coordinates[i], coordinates[i].high);
        step[i] = std::min(0.1 * (high[i] - low[i]),
                           coordinates[i].scale == Scale::plain ? high[i] - low[i] : 0.2);
        position[i] = std::clamp(position[i], low[i], high[i]);
    }
    nlopt::opt search(how, static_cast<unsigned>(n));
    search.set_max_objective(value_for_nlopt, &surface);
    search.set_lower_bounds(low);
    search.set_upper_bounds(high);
    search.set_initial_step(step);
    search.set_ftol_abs(1e-7);
    search.set_maxeval(most);
    double height = surface(position);
    std::vector<double> const start = position;
    try {
        search.optimize(position, height);
    } catch (nlopt::roundoff_limited const&) {  // the position so far is good
        height = surface(position);
    } catch (std::runtime_error const&) {
        position = start;
        height = surface(position);
    }
    return height;
}

/// A step in coordinate i that lowers the likelihood by about .1 to 1; 0 where nothing does.
double step_of(Surface& surface, std::vector<double> position, std::size_t i, double top) {
    double const at = position[i];
    double step = 1e-4;
    for (; step < 16; step *= 2) {
        position[i] = at + step;
        double const up = surface(position);
        position[i] = at - step;
        if (top - (up + surface(position)) / 2 > 0.05) return step;
    }
    return 0;
}

Eigen::MatrixXd hessian(Surface& surface, std::vector<double> const& best,
                        std::vector<std::size_t> const& which, std::vector<double> const& step) {
    auto const n = static_cast<Eigen::Index>(which.size());
    Eigen::MatrixXd second(n, n);
    auto const at = [&](std::size_t i, double a, std::size_t j, double b) {
        auto position = best;
        position[which[i]] += a * step[i];
        position[which[j]] += b * step[j];
        return surface(position);
    };
    double const top = surface(best);
    for (std::size_t i = 0; i < which.size(); ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            auto const r = static_cast<Eigen::Index>(i), c = static_cast<Eigen::Index>(j);
            second(r, c) = second(c, r) =
                i == j ? (at(i, 1, i, 0) - 2 * top + at(i, -1, i, 0)) / (step[i] * step[i])
                       : (at(i, 1, j, 1) - at(i, 1, j, -1) - at(i, -1, j, 1) + at(i, -1, j, -1)) /
                             (4 * step[i] * step[j]);
        }
    return second;
}

/// Sum over observations of the outer products of their slopes.
Eigen::MatrixXd outer_products(Surface& surface, std::vector<double> const& best,
                               std::vector<std::size_t> const& which,
                               std::vector<double> const& step) {
    Eigen::MatrixXd slopes;
    for (std::size_t i = 0; i < which.size(); ++i) {
        auto position = best;
        position[which[i]] += step[i] / 4;
        auto const up = surface.parts(position);
        position[which[i]] -= step[i] / 2;
        auto const down = surface.parts(position);
        if (i == 0)
            slopes.resize(static_cast<Eigen::Index>(up.size()),
                          static_cast<Eigen::Index>(which.size()));
        for (std::size_t t = 0; t < up.size(); ++t)
            slopes(static_cast<Eigen::Index>(t), static_cast<Eigen::Index>(i)) =
                (up[t] - down[t]) / (step[i] / 2);
    }
    return slopes.transpose() * slopes;
}

void not_identified(Estimate& estimate, std::string why) {
    estimate.identified = false;
    estimate.error = std::numeric_limits<double>::quiet_NaN();
    estimate.why_not = std::move(why);
}

/// Fills errors and covariance.
void add_errors(std::vector<Coordinate> const& coordinates, Surface& surface,
                std::vector<double> const& best, ErrorsFrom from, Maximum& maximum) {
    std::size_t const n = coordinates.size();
    maximum.covariance.assign(n * n, 0);
    std::vector<std::size_t> which;
    std::vector<double> step;
    for (std::size_t i = 0; i < n; ++i) {
        auto& estimate = maximum.estimates[i];
        double const low = on_scale(coordinates[i], coordinates[i].low);
        double const high = on_scale(coordinates[i], coordinates[i].high);
        double const margin = 1e-3 * (high - low);
        if (best[i] < low + margin || best[i] > high - margin) {
            not_identified(estimate, "it is at the edge of what was tried, " +
                                         words::significant(estimate.value));
            continue;
        }
        double const wide = step_of(surface, best, i, maximum.log_likelihood);
        if (wide == 0) {
            not_identified(estimate, "the likelihood does not change with it");
            continue;
        }
        which.push_back(i);
        step.push_back(wide);
    }
    if (which.empty()) return;
    Eigen::MatrixXd const information = -hessian(surface, best, which, step);
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> const parts(information);
    if (!(parts.eigenvalues().minCoeff() > 0)) {
        for (std::size_t const i : which)
            not_identified(maximum.estimates[i],
                           "the likelihood is flat in a combination of parameters");
        return;
    }
    Eigen::MatrixXd covariance = information.inverse();
    if (from == ErrorsFrom::sandwich)
        covariance = covariance * outer_products(surface, best, which, step) * covariance;
    for (std::size_t i = 0; i < which.size(); ++i) {
        auto const r = static_cast<Eigen::Index>(i);
        auto& estimate = maximum.estimates[which[i]];
        double const sd = std::sqrt(covariance(r, r));
        estimate.error = sd * slope_of_natural(coordinates[which[i]], estimate.value);
        for (std::size_t j = 0; j < which.size(); ++j)
            maximum.covariance[which[i] * n + which[j]] =
                covariance(r, static_cast<Eigen::Index>(j));
        if (coordinates[which[i]].scale == Scale::plain || sd < 1) continue;
        estimate.identified = false;
        estimate.why_not = "its standard error is as large as itself";
    }
}

}  // namespace

std::vector<double> Maximum::values() const {
    std::vector<double> values;
    for (auto const& estimate : estimates) values.push_back(estimate.value);
    return values;
}

Maximum maximise(std::vector<Coordinate> const& coordinates, Contributions const& contributions,
                 std::vector<std::vector<double>> const& starts, ErrorsFrom errors) {
    Surface surface(coordinates, contributions);
    std::vector<double> best;
    double top = -std::numeric_limits<double>::infinity();
    for (auto const& start : starts) {
        auto position = scaled(coordinates, start);
        double const height = climb(nlopt::LN_BOBYQA, coordinates, surface, position, 400);
        if (height <= top && !best.empty()) continue;
        top = height;
        best = position;
    }
    Maximum maximum;
    maximum.log_likelihood = climb(nlopt::LN_BOBYQA, coordinates, surface, best, 200);
    auto const values = natural(coordinates, best);
    for (std::size_t i = 0; i < coordinates.size(); ++i)
        maximum.estimates.push_back({coordinates[i].name, values[i], 0, true, ""});
    add_errors(coordinates, surface, best, errors, maximum);
    return maximum;
}

}  // namespace liq::estimation
