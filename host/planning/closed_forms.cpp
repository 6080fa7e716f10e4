#include "host/planning/closed_forms.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "host/scenario/sections.hpp"
#include "models/core/units.hpp"
#include "models/exact/double_barrier.hpp"
#include "models/exact/one_sided_passage.hpp"

namespace liq::planning {
namespace {

/// How far a race may be from its closed form because both levels are reached within one step.
constexpr double negligible = 1e-9;
/// |nu| a/sigma^2 up to which the two terms of the double-barrier series cancel to 1e-10: each is
/// at most e to this power.
constexpr double largest_tilt = 12;
/// sigma sqrt(T)/a from which the series ends within a few thousand terms.
constexpr double smallest_spread = 1e-3;
constexpr char const* watched_at_steps = "simulation.monitoring is \"step\"";
constexpr char const* not_to_be_summed =
    "the drift or the distance of its levels is too large for the volatility";

/// The fundamental price of a scenario as Brownian motion with drift of its logarithm.
class Motion {
  public:
    Motion(scenario::Scenario const& scenario, GbmParameters const& model, double spot)
        : scenario_(scenario), sigma_(model.volatility), spot_(spot) {}

    [[nodiscard]] std::vector<ClosedForm> of(scenario::RaceEvent const& race) const {
        double const years = until(race.by);
        if (start() >= log_of(race.up)) return {{1, {}}, {0, {}}, {0, {}}};
        if (start() <= log_of(race.down)) return {{0, {}}, {1, {}}, {0, {}}};
        if (!watched()) return not_known(watched_at_steps, 3);
        double const width = std::log(race.up / race.down);
        if (both_in_a_step(width, years) > negligible)
            return not_known("a step is long enough to reach both of its levels", 3);
        if (std::abs(nu()) * width / (sigma_ * sigma_) > largest_tilt ||
            sigma_ * std::sqrt(years) / width < smallest_spread)
            return not_known(not_to_be_summed, 3);
        exact::DoubleBarrier const barrier{first_price(), race.down, race.up, sigma_, drift()};
        double const up = barrier.upper_first(years), down = barrier.lower_first(years);
        return {checked(up), checked(down), checked(1 - up - down)};
    }
    [[nodiscard]] std::vector<ClosedForm> of(scenario::TouchEvent const& touch) const {
        bool const above = touch.level > spot_;
        if (above ? start() >= log_of(touch.level) : start() <= log_of(touch.level))
            return {{1, {}}};
        if (!watched()) return not_known(watched_at_steps, 1);
        return {checked(exact::touch_probability(first_price(), touch.level, sigma_, drift(),
                                                 until(touch.by)))};
    }
    [[nodiscard]] std::vector<ClosedForm> of(scenario::CloseEvent const& close) const {
        double const years = until(close.at);
        double const to_go = std::log(close.level / first_price());
        return {checked(
            exact::normal_probability((nu() * years - to_go) / (sigma_ * std::sqrt(years))))};
    }
    template <class Question>
    [[nodiscard]] std::vector<ClosedForm> of(Question const& question) const {
        return not_known("its kind of event has no closed form",
                         scenario::count_words(question.outcomes));
    }

  private:
    static std::vector<ClosedForm> not_known(char const* why, std::size_t outcomes) {
        return std::vector<ClosedForm>(outcomes, ClosedForm{0, why});
    }
    static ClosedForm checked(double probability) {
        double const rounding = 1e-9;
        if (!(probability > -rounding && probability < 1 + rounding)) return {0, not_to_be_summed};
        return {std::clamp(probability, 0.0, 1.0), {}};
    }

    /// As the engine compares: in single precision.
    [[nodiscard]] LogPrice log_of(double level) const {
        return static_cast<LogPrice>(std::log(level / spot_));
    }
    [[nodiscard]] LogPrice start() const {
        return static_cast<LogPrice>(scenario_.price.initial_jump);
    }
    [[nodiscard]] double first_price() const {
        return spot_ * std::exp(scenario_.price.initial_jump);
    }
    [[nodiscard]] double drift() const { return scenario_.price.drift; }
    [[nodiscard]] double nu() const { return drift() - sigma_ * sigma_ / 2; }
    [[nodiscard]] bool watched() const {
        return scenario_.simulation.monitoring == scenario::Monitoring::bridge;
    }
    [[nodiscard]] double until(std::optional<Duration> const& moment) const {
        return moment.value_or(scenario_.simulation.horizon).years();
    }
    /// A bound of P(both extremes of some step lie beyond the two levels) [1]. At distances u and
    /// a - u of the levels, with the extremes independent given the increment, integrating their
    /// laws over the increment gives at most 2 exp(-a^2/(2 sigma^2 dt)) for every u; the drift of a
    /// step shortens a.
    [[nodiscard]] double both_in_a_step(double width, double years) const {
        double const dt = scenario_.simulation.step.years();
        double const left = std::max(0.0, width - std::abs(nu()) * dt);
        return years / dt * 2 * std::exp(-left * left / (2 * sigma_ * sigma_ * dt));
    }

    scenario::Scenario const& scenario_;
    double sigma_;
    double spot_;
};

}  // namespace

std::vector<ClosedForm> closed_forms(scenario::Scenario const& scenario,
                                     scenario::Event const& event, double spot) {
    auto const* const gbm = std::get_if<GbmParameters>(&scenario.price_model);
    return std::visit(
        [&](auto const& question) {
            if (event.given)
                return std::vector<ClosedForm>(scenario::count_words(question.outcomes),
                                               ClosedForm{0, "a condition has no closed form"});
            if (gbm != nullptr) return Motion(scenario, *gbm, spot).of(question);
            ClosedForm const none{0, "price.model has no closed form"};
            return std::vector<ClosedForm>(scenario::count_words(question.outcomes), none);
        },
        event.question);
}

}  // namespace liq::planning
