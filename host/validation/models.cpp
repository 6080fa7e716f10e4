#include "host/validation/models.hpp"

#include <cmath>

#include "host/errors.hpp"
#include "host/words/utc_time.hpp"

namespace liq::validation {
namespace {

constexpr double martingale = -0.5, median = 0;

}  // namespace

std::vector<ModelName> models_of(bool with_implied, Simulated simulated) {
    std::vector<ModelName> models{
        {"A", "climatology: how often it happened before"},
        {"B", "constant volatility: the variance of all daily closes before; martingale"},
        {"C", "trailing volatility: the realised variance of the last 30 days; martingale"},
        {"M0", "variance by regression on realised variances; martingale"},
        {"M", "variance by regression on realised variances; constant median"}};
    if (with_implied) {
        models.push_back({"D", "implied volatility of the day before; martingale"});
        models.push_back({"0.85D", "0.85 times the implied volatility; martingale"});
    }
    if (simulated != Simulated::none)
        models.push_back({"S0", "the engine's paths of the scenario, without the cascade"});
    if (simulated == Simulated::both)
        models.push_back({"S", "the same paths with the cascade of the scenario's book and depth"});
    return models;
}

std::vector<ModelPair> pairs_of(bool with_implied, Simulated simulated) {
    std::size_t const without = models_of(with_implied).size();
    std::vector<ModelPair> pairs;
    if (simulated == Simulated::both) pairs.push_back({without + 1, without});
    if (simulated != Simulated::none) pairs.push_back({without, regression});
    return pairs;
}

HorizonModels::HorizonModels(PriceHistory const& history, std::size_t horizon,
                             ImpliedVolatility const* implied)
    : history_(history), horizon_(horizon), implied_(implied) {}

double HorizonModels::constant_variance(std::size_t day) const {
    double n = 0, sum = 0, squares = 0;
    for (std::size_t at = 0; at < day; ++at) {
        if (!history_.variance().usable(at, at + 1)) continue;
        double const move = history_.log_return(at);
        n += 1;
        sum += move;
        squares += move * move;
    }
    return squares / n - sum / n * (sum / n);
}

HorizonModels::Fit const& HorizonModels::fit_at(std::size_t month) {
    auto const found = fits_.find(month);
    if (found != fits_.end()) return found->second;
    auto const har = estimation::fit_har(history_.variance(), month, horizon_);
    return fits_.emplace(month, Fit{constant_variance(month), har}).first->second;
}

std::vector<VarianceLaw> HorizonModels::laws(std::size_t day) {
    auto const& fit = fit_at(history_.month_begin(day));
    auto const days = static_cast<double>(horizon_);
    auto const ahead = estimation::forecast(fit.har, history_.variance(), day);
    std::vector<VarianceLaw> laws{
        VarianceLaw::known(days * fit.constant_variance, martingale),
        VarianceLaw::known(days * trailing_variance(history_, day), martingale),
        VarianceLaw::lognormal(ahead.mean, ahead.deviation, martingale),
        VarianceLaw::lognormal(ahead.mean, ahead.deviation, median)};
    if (implied_ != nullptr) {
        double const volatility = implied_->known_at(history_.time(day));
        for (double const share : {1.0, implied_share})
            laws.push_back(VarianceLaw::known(
                share * share * volatility * volatility * days / days_per_year, martingale));
    }
    return laws;
}

Climatology::Climatology(PriceHistory const& history, Question const& question, std::size_t horizon)
    : history_(history),
      horizon_(horizon),
      n_possible_(question.n_possible()),
      happened_(history.n_days(), 0),
      count_(n_possible_, std::vector<std::uint32_t>(history.n_days() + 1, 0)) {
    for (std::size_t day = 0; day < history.n_days(); ++day) {
        bool const usable = history.usable(day, horizon);
        if (usable)
            happened_[day] = static_cast<std::uint8_t>(question.outcome(history, day, horizon));
        for (std::size_t i = 0; i < n_possible_; ++i)
            count_[i][day + 1] = count_[i][day] + (usable && happened_[day] == i ? 1 : 0);
    }
}

std::vector<double> Climatology::at(std::size_t day) const {
    std::size_t const month = history_.month_begin(day);
    std::size_t const n_days = month + 1 > horizon_ ? month + 1 - horizon_ : 0;
    double n = 0;
    for (auto const& count : count_) n += count[n_days];
    std::vector<double> probability;
    for (auto const& count : count_)
        probability.push_back((count[n_days] + 1.0) / (n + static_cast<double>(n_possible_)));
    return probability;
}

}  // namespace liq::validation
