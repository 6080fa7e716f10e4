#include "host/events/race.hpp"

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "host/events/tables.hpp"
#include "host/words/numbers.hpp"
#include "models/exact/double_barrier.hpp"

namespace liq::events {
namespace {

/// Largest accepted difference between a race and its closed form from paths that reach both levels
/// within one step.
constexpr double negligible = 1e-9;
/// Largest |nu| a/sigma^2 for which the two terms of the double-barrier series cancel to 1e-10:
/// each of them is at most e to this power.
constexpr double largest_tilt = 12;
/// Smallest sigma sqrt(T)/a for which the series needs at most some thousand terms.
constexpr double smallest_spread = 1e-3;

/// An upper bound of the probability that some step has its extremes beyond both levels [1]. The
/// levels are at the distances u and a - u from the price, and the two extremes are independent
/// given the increment of the step. The integral of their laws over the increment is at most
/// 2 exp(-a^2/(2 sigma^2 dt)) for every u. The drift of a step is subtracted from a.
double both_in_a_step(Motion const& motion, double width, double years, double dt) {
    double const left = std::max(0.0, width - std::abs(motion.nu()) * dt);
    return years / dt * 2 * std::exp(-left * left / (2 * motion.sigma() * motion.sigma() * dt));
}

}  // namespace

void Race::check(Setting const& setting) const {
    require(down < up, setting.found("down", usd(down)) + " is not below " + setting.key("up") +
                           " = " + usd(up));
    check_moment(setting, "by", by);
}

void Race::check_at_spot(Setting const& setting, double spot) const {
    std::string const needs = "spot = " + usd(spot) + "; a race needs down < spot < up";
    require(up > spot, setting.found("up", usd(up)) + " is not above " + needs);
    require(down < spot, setting.found("down", usd(down)) + " is not below " + needs);
}

void Race::add_tables(OutcomeIndices<Race> outcome, Tables& tables) const {
    Plan& plan = tables.plan;
    int const up_first = outcome["up"], down_first = outcome["down"];
    OutcomeBits const decided = Tables::bit(up_first) | Tables::bit(down_first);
    int const last_step = tables.steps_until(by);
    plan.levels_above.push_back({tables.log_of(up), last_step, up_first, decided});
    plan.levels_below.push_back({tables.log_of(down), last_step, down_first, decided});
    plan.remainders.push_back({Tables::bit(outcome["neither"]), decided});
}

std::string Race::in_words(OutcomeOf<Race> outcome, Duration horizon) const {
    std::string const upper = words::price_in_words(up), lower = words::price_in_words(down);
    std::string const until = within(by, horizon);
    if (outcome == "up") return "reaches " + upper + " before " + lower + until;
    if (outcome == "down") return "falls to " + lower + " before " + upper + until;
    return "reaches neither " + upper + " nor " + lower + until;
}

ClosedForms<Race> Race::closed_forms(Law const& law) const {
    using Forms = ClosedForms<Race>;
    auto const motion = Motion::of(law);
    if (!motion) return Forms(obstacle::price_model);
    if (motion->start() >= motion->log_of(up))
        return {{"up", known(1)}, {"down", known(0)}, {"neither", known(0)}};
    if (motion->start() <= motion->log_of(down))
        return {{"up", known(0)}, {"down", known(1)}, {"neither", known(0)}};
    if (!law.watched_within_steps) return Forms(obstacle::watched_at_steps);
    double const years = by.value_or(law.horizon).years(), sigma = motion->sigma();
    double const width = std::log(up / down);
    if (both_in_a_step(*motion, width, years, law.step.years()) > negligible)
        return Forms("a step is long enough to reach both levels");
    if (std::abs(motion->nu()) * width / (sigma * sigma) > largest_tilt ||
        sigma * std::sqrt(years) / width < smallest_spread)
        return Forms(obstacle::series_is_inexact);
    exact::DoubleBarrier const barrier{motion->first_price(), down, up, sigma, motion->drift()};
    double const up_first = barrier.upper_first(years), down_first = barrier.lower_first(years);
    return {{"up", known(up_first)},
            {"down", known(down_first)},
            {"neither", known(1 - up_first - down_first)}};
}

}  // namespace liq::events
