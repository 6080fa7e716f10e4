/// \file
/// Plans without a cascade under any price model, and what their totals say of the last price.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <sstream>
#include <string>
#include <utility>
#include <variant>

#include "tests/support/plan_builder.hpp"
#include "tests/support/statistics.hpp"

namespace liq::tests {

inline constexpr Duration minute{60};

inline Plan with_price(Plan plan, PriceParameters model, double drift) {
    plan.price_model = std::move(model);
    plan.price.drift = drift;
    return plan;
}

inline std::string name_of(PriceParameters const& model) {
    return std::visit([](auto const& p) { return std::string{std::decay_t<decltype(p)>::name}; },
                      model);
}

/// What a result of such a plan follows from, for messages.
inline std::string inputs_of_price(std::string const& what, Plan const& plan) {
    std::ostringstream text;
    text << what << ", " << name_of(plan.price_model) << ", mu " << plan.price.drift << ", "
         << plan.steps << " steps of "
         << std::lround(plan.step_years * static_cast<double>(seconds_per_year)) << " s, seed "
         << plan.seed;
    return text.str();
}

inline Measured hits_of(Totals const& totals, int outcome) {
    return probability(totals.outcome(outcome, TotalsLayout::hits), totals.paths());
}

/// Means over the last log price X from its distribution in bins of h = 2^-8. Within a bin its
/// density counts as constant, which leaves an error of about h^2/12 E[f''(X)] in the mean of f.
class LastPrice {
  public:
    explicit LastPrice(Totals const& totals) : totals_(totals) {}

    /// Paths whose last price lies below, above all bins. Means count them as 0.
    [[nodiscard]] std::uint64_t below() const { return count(0); }
    [[nodiscard]] std::uint64_t above() const { return count(price_bins::count - 1); }

    [[nodiscard]] Measured log_price() const {
        return mean_of([](double low, double high) { return (low + high) / 2; });
    }
    /// E[max(S exp X - K, 0)] with S exp X as its control, whose mean is known.
    [[nodiscard]] Measured call(double spot, double strike, double mean_price) const {
        double const k = std::log(strike / spot);
        auto const price = [&](double low, double high) {
            return spot * (std::exp(high) - std::exp(low)) / width;
        };
        auto const payoff = [&](double low, double high) {
            double const from = std::clamp(k, low, high);
            return price(from, high) - strike * (high - from) / width;
        };
        Measured const f = mean_of(payoff), g = mean_of(price);
        Measured const sum =
            mean_of([&](double low, double high) { return payoff(low, high) + price(low, high); });
        auto const square = [](Measured const& m) { return m.standard_error * m.standard_error; };
        double const both = (square(sum) - square(f) - square(g)) / 2;
        double const weight = both / square(g);
        return {f.value - weight * (g.value - mean_price), std::sqrt(square(f) - weight * both)};
    }

  private:
    static constexpr double width = 1.0 / price_bins::per_unit;

    [[nodiscard]] std::uint64_t count(int bin) const {
        TotalsLayout const& layout = totals_.layout();
        return totals_.cold(layout.prices() + std::int64_t{layout.n_times - 1} * price_bins::count +
                            bin);
    }
    /// \param f  (low, high): the mean over a bin
    template <class F>
    [[nodiscard]] Measured mean_of(F const& f) const {
        auto const n = static_cast<double>(totals_.paths());
        double sum = 0, squares = 0;
        for (int bin = 1; bin < price_bins::count - 1; ++bin) {
            double const low = -price_bins::reach + (bin - 1) * width;
            double const value = f(low, low + width);
            auto const paths = static_cast<double>(count(bin));
            sum += paths * value;
            squares += paths * value * value;
        }
        double const mean = sum / n;
        return {mean, std::sqrt((squares / n - mean * mean) / n)};
    }

    Totals const& totals_;
};

}  // namespace liq::tests
