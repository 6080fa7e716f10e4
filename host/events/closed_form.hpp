/// \file
/// The probability of an outcome without the cascade, where it is known exactly, or why it is not.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>

#include "host/events/outcome.hpp"
#include "models/core/units.hpp"
#include "models/price/parameters.hpp"
#include "models/price/registry.hpp"

namespace liq::events {

/// How the price moves without the cascade, and when a path is looked at.
struct Law {
    PriceCommon price;
    PriceParameters model;
    Duration horizon;
    Duration step;
    bool watched_within_steps = true;  ///< monitoring "bridge"
    double spot = 0;                   ///< USD
};

struct ClosedForm {
    double probability = 0;
    std::string obstacle;  ///< empty where the probability is known
};

namespace obstacle {
inline constexpr char const* kind = "its kind of event has no closed form";
inline constexpr char const* price_model = "price.model has no closed form";
inline constexpr char const* condition = "a condition has no closed form";
inline constexpr char const* watched_at_steps = "simulation.monitoring is \"step\"";
inline constexpr char const* not_to_be_summed =
    "the drift or the distance of its levels is too large for the volatility";
}  // namespace obstacle

/// Those of one event, by outcome. An outcome that is left out has none, as its kind.
template <class Kind>
class ClosedForms {
  public:
    struct Named {
        OutcomeOf<Kind> outcome;
        ClosedForm form;
    };
    ClosedForms(std::initializer_list<Named> named) {
        forms_.fill({0, obstacle::kind});
        for (Named const& one : named) forms_[one.outcome.index()] = one.form;
    }
    /// None is known.
    explicit ClosedForms(char const* why) { forms_.fill({0, why}); }

    [[nodiscard]] ClosedForm const& operator[](OutcomeOf<Kind> outcome) const {
        return forms_[outcome.index()];
    }

  private:
    std::array<ClosedForm, Kind::outcomes.size()> forms_;
};

/// A probability that is known, but for rounding. What lies clearly outside 0..1 is a sum of terms
/// that did not cancel.
ClosedForm known(double probability);

/// The fundamental price as Brownian motion with drift of its logarithm: what races, touches and
/// closes are known for.
class Motion {
  public:
    /// \return nothing for another price model than geometric Brownian motion
    static std::optional<Motion> of(Law const& law);

    [[nodiscard]] double sigma() const { return sigma_; }
    [[nodiscard]] double drift() const { return price_.drift; }
    /// Drift of the logarithm.
    [[nodiscard]] double nu() const { return drift() - sigma_ * sigma_ / 2; }
    /// After the jump at the start [USD].
    [[nodiscard]] double first_price() const;
    /// The same, and a level, as the engine compares them: in single precision.
    [[nodiscard]] LogPrice start() const { return static_cast<LogPrice>(price_.initial_jump); }
    [[nodiscard]] LogPrice log_of(double level) const;

  private:
    Motion(Law const& law, double sigma) : price_(law.price), spot_(law.spot), sigma_(sigma) {}

    PriceCommon price_;
    double spot_;
    double sigma_;
};

}  // namespace liq::events
