/// \file
/// The forecasts that a backtest compares.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/estimation/har_forecast.hpp"
#include "host/validation/implied.hpp"
#include "host/validation/passage.hpp"
#include "host/validation/price_history.hpp"
#include "host/validation/question.hpp"

namespace liq::validation {

struct ModelName {
    std::string name;     ///< "M"
    std::string meaning;  ///< "variance by regression on past variances, zero log drift"
};

/// Models that the engine simulates.
enum class Simulated {
    none,
    without_cascade,  ///< S0
    both              ///< S0, and S with the cascade
};

/// The models of a backtest: A climatology, B constant and C trailing volatility, M0 and M the law
/// of estimation/har_forecast.hpp as a martingale and with a constant median, with implied
/// volatilities D and .85 D, and those that are simulated.
std::vector<ModelName> models_of(bool with_implied, Simulated simulated = Simulated::none);

/// Two models, by their number, of which the first one is compared with the second.
struct ModelPair {
    std::size_t model, against;
};
/// S beside S0, which tells what the cascade adds, and S0 beside M, which tells what the engine's
/// law of the price does. Empty where nothing is simulated.
std::vector<ModelPair> pairs_of(bool with_implied, Simulated simulated);
inline constexpr std::size_t climatology = 0, constant_volatility = 1, regression = 4;
/// Share of the implied volatility that the last model takes.
inline constexpr double implied_share = 0.85;
/// A year, for volatilities that are annualised [days].
inline constexpr double days_per_year = 365;

/// The forecasts of one horizon. Whatever is fitted is fitted anew at the begin of each month, to
/// windows that lie wholly before it.
class HorizonModels {
  public:
    /// \param implied  null: there are no D and .85 D; outlives this
    HorizonModels(PriceHistory const& history, std::size_t horizon,
                  ImpliedVolatility const* implied);

    /// The laws of the variance of the horizon at the begin of a day, of every model but A.
    [[nodiscard]] std::vector<VarianceLaw> laws(std::size_t day);

  private:
    /// The variance of daily log returns over all usable days before a day.
    [[nodiscard]] double constant_variance(std::size_t day) const;
    struct Fit {
        double constant_variance;
        estimation::HarFit har;
    };
    Fit const& fit_at(std::size_t month);

    PriceHistory const& history_;
    std::size_t horizon_;
    ImpliedVolatility const* implied_;
    std::map<std::size_t, Fit> fits_;  ///< by the day on which the month begins
};

/// Model A of one question: (count + 1)/(n + k) over the n usable starts whose windows lie wholly
/// before the month of a day, with k the number of outcomes (Laplace's rule of succession).
class Climatology {
  public:
    Climatology(PriceHistory const& history, Question const& question, std::size_t horizon);

    /// Probabilities of the outcomes that can happen.
    [[nodiscard]] std::vector<double> at(std::size_t day) const;
    /// What happened after a usable day.
    [[nodiscard]] std::size_t happened(std::size_t day) const { return happened_[day]; }

  private:
    PriceHistory const& history_;
    std::size_t horizon_, n_possible_;
    std::vector<std::uint8_t> happened_;             ///< by day
    std::vector<std::vector<std::uint32_t>> count_;  ///< by outcome: starts before a day
};

}  // namespace liq::validation
