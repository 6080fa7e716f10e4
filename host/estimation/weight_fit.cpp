#include "host/estimation/weight_fit.hpp"

#include <algorithm>
#include <cmath>

#include "host/estimation/nonnegative.hpp"

namespace liq::estimation {
namespace {

constexpr int most_rounds = 500;
constexpr double converged = 1e-10;

double at_least(double expected) {
    return std::max(expected, least_expected);
}
/// mu^-1.5.
double precision_of(double expected) {
    double const mu = at_least(expected);
    return 1 / (mu * std::sqrt(mu));
}

class Fit {
  public:
    Fit(Basis const& basis, ReportedDays const& reported)
        : basis_(basis), reported_(reported), expected_(reported.usd.size()) {
        double sum = 0, days = 0;
        for (std::size_t d = 0; d < expected_.size(); ++d) {
            sum += reported.times[d] * reported.usd[d];
            days += reported.times[d];
        }
        std::ranges::fill(expected_, days > 0 ? sum / days : 0.0);
    }

    WeightFit run() {
        for (int round = 0; round < most_rounds; ++round) {
            WeightFit const before = fit_;
            fit_.weight = nonnegative_least_squares(equations());
            auto const before_break = liquidated_with(fit_.weight, basis_);
            fit_.after = gamma_of(before_break);
            for (std::size_t d = 0; d < expected_.size(); ++d)
                expected_[d] = factor(d) * before_break[d];
            if (is_near(before)) break;
        }
        for (std::size_t d = 0; d < expected_.size(); ++d)
            fit_.deviance +=
                reported_.times[d] * deviance_of(reported_.usd[d], at_least(expected_[d]));
        return fit_;
    }

  private:
    [[nodiscard]] double factor(std::size_t day) const {
        return day >= reported_.break_day ? fit_.after : 1.0;
    }

    [[nodiscard]] NormalEquations equations() const {
        NormalEquations system;
        std::array<std::span<double const>, n_leverages> columns;
        for (std::size_t l = 0; l < n_leverages; ++l) columns[l] = basis_.of(l);
        for (std::size_t d = 0; d < expected_.size(); ++d) {
            if (reported_.times[d] == 0) continue;
            double const weight = reported_.times[d] * precision_of(expected_[d]);
            for (std::size_t i = 0; i < n_leverages; ++i) {
                double const left = weight * factor(d) * columns[i][d];
                system.moment[i] += left * reported_.usd[d];
                for (std::size_t j = 0; j <= i; ++j)
                    system.gram[i][j] += left * factor(d) * columns[j][d];
            }
        }
        for (std::size_t i = 0; i < n_leverages; ++i)
            for (std::size_t j = 0; j < i; ++j) system.gram[j][i] = system.gram[i][j];
        return system;
    }

    [[nodiscard]] double gamma_of(std::vector<double> const& before_break) const {
        double above = 0, below = 0;
        for (std::size_t d = reported_.break_day; d < before_break.size(); ++d) {
            double const weight =
                reported_.times[d] * precision_of(before_break[d]) * before_break[d];
            above += weight * reported_.usd[d];
            below += weight * before_break[d];
        }
        return above > 0 && below > 0 ? above / below : 1.0;
    }

    [[nodiscard]] bool is_near(WeightFit const& before) const {
        double const largest = *std::ranges::max_element(fit_.weight);
        double change = std::abs(fit_.after - before.after);
        for (std::size_t l = 0; l < n_leverages; ++l)
            change = std::max(
                change, std::abs(fit_.weight[l] - before.weight[l]) / std::max(largest, 1e-300));
        return change < converged;
    }

    Basis const& basis_;
    ReportedDays const& reported_;
    std::vector<double> expected_;
    WeightFit fit_;
};

}  // namespace

double deviance_of(double reported, double expected) {
    double const root = std::sqrt(expected), difference = std::sqrt(reported) - root;
    return 4 * difference * difference / root;
}

WeightFit fit_weights(Basis const& basis, ReportedDays const& reported) {
    return Fit(basis, reported).run();
}

BestFit best_fit(std::span<Basis const> bases, ReportedDays const& reported) {
    BestFit best;
    for (std::size_t c = 0; c < bases.size(); ++c) {
        auto const fit = fit_weights(bases[c], reported);
        if (c == 0 || fit.deviance < best.fit.deviance) {
            best.at = c;
            best.fit = fit;
        }
        best.deviance.push_back(fit.deviance);
    }
    return best;
}

}  // namespace liq::estimation
