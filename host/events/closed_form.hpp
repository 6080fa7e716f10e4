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

/// The law of the price without the cascade, and the times at which events see the price.
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
inline constexpr char const* kind = "this kind of event has no closed form";
inline constexpr char const* price_model = "price.model has no closed form";
inline constexpr char const* condition = "a condition has no closed form";
inline constexpr char const* watched_at_steps = "simulation.monitoring is \"step\"";
inline constexpr char const* series_is_inexact =
    "the drift or the distance of the levels is too large for the volatility";
}  // namespace obstacle

/// The closed forms of one event, by outcome. An outcome that is left out has no closed form.
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
    /// No closed form is known, for this reason.
    explicit ClosedForms(char const* why) { forms_.fill({0, why}); }

    [[nodiscard]] ClosedForm const& operator[](OutcomeOf<Kind> outcome) const {
        return forms_[outcome.index()];
    }

  private:
    std::array<ClosedForm, Kind::outcomes.size()> forms_;
};

/// A known probability. A value that is outside 0..1 by rounding is set to 0 or 1; a value farther
/// outside comes from terms of a series that did not cancel, so that the probability is not known.
ClosedForm known(double probability);

/// The fundamental price whose logarithm is a Brownian motion with drift. For this motion there are
/// closed forms of races, touches and closes.
class Motion {
  public:
    /// \return nothing for a price model other than geometric Brownian motion
    static std::optional<Motion> of(Law const& law);

    [[nodiscard]] double sigma() const { return sigma_; }
    [[nodiscard]] double drift() const { return price_.drift; }
    /// The drift of the logarithm of the price.
    [[nodiscard]] double nu() const { return drift() - sigma_ * sigma_ / 2; }
    /// The price after the jump at the start [USD].
    [[nodiscard]] double first_price() const;
    /// The logarithms of first price and level, relative to spot, in single precision, in which the
    /// engine compares them.
    [[nodiscard]] LogPrice start() const { return static_cast<LogPrice>(price_.initial_jump); }
    [[nodiscard]] LogPrice log_of(double level) const;

  private:
    Motion(Law const& law, double sigma) : price_(law.price), spot_(law.spot), sigma_(sigma) {}

    PriceCommon price_;
    double spot_;
    double sigma_;
};

}  // namespace liq::events
