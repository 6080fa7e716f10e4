#include "host/stress/crossing.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "host/stress/interval_error.hpp"

namespace liq::stress {
namespace {

/// How close the probability has to come to the value, in standard errors: with all paths, with
/// few.
constexpr double close_enough = 0.1;
constexpr double close_enough_for_few = 0.25;
/// The largest difference that counts as none where a probability has no error, because its control
/// variate is the outcome itself.
constexpr double equal = 1e-7;
/// How far the end of an interval may be outside and inside of its exact place, in standard errors.
constexpr double close_outside = 0.2;
constexpr double close_inside = 0.05;
/// Two places count as one below this distance, and below this share of their distance from the
/// base.
constexpr double smallest_distance = 1e-7;
constexpr double smallest_share = 1e-4;
/// The most rounds of `locate` that are not halvings, and the most in all: from a distance of
/// 100 to the smallest there are 30 halvings.
constexpr int fast_rounds = 8;
constexpr int most_rounds = 48;
/// The most evaluations around a peak; each about halves the distance to it.
constexpr int most_at_peak = 8;
/// A difference of probabilities above this many standard errors is not due to chance.
constexpr double certain = 3;

/// Whether the two places are so close that none between them is evaluated.
bool is_narrow(std::pair<double const, findings::Estimate> const& below,
               std::pair<double const, findings::Estimate> const& above) {
    double const share = error_of(above.second) > 0 ? smallest_share : 0;
    return above.first - below.first <= std::max(smallest_distance, share * above.first);
}

}  // namespace

bool is_close(findings::Estimate const& estimate, double value) {
    return std::abs(estimate.probability - value) <=
           std::max(equal, close_enough * error_of(estimate));
}

CrossingSearch::CrossingSearch(ProbabilityAt probability, Line const& line)
    : probability_(std::move(probability)), line_(line) {}

double CrossingSearch::gap(findings::Estimate const& e, Part part) const {
    double const value = part == Part::centre                       ? e.probability
                         : (part == Part::near_end) == line_.rising ? e.high
                                                                    : e.low;
    return line_.rising ? value - line_.reach : line_.reach - value;
}

CrossingSearch::Evaluations const& CrossingSearch::evaluations(Effort effort) const {
    return effort == Effort::few && line_.has_few ? few_ : all_;
}

findings::Estimate CrossingSearch::evaluate(Effort effort, double at) {
    bool const few = effort == Effort::few && line_.has_few;
    Evaluations& known = few ? few_ : all_;
    auto const found = known.find(at);
    if (found != known.end()) return found->second;
    if (few && known.empty() && at != 0) evaluate(effort, 0);
    findings::Estimate estimate = probability_(at, few ? Effort::few : Effort::all);
    if (few && at == 0) shift_ = evaluate(Effort::all, 0).probability - estimate.probability;
    if (few) {
        for (double* value : {&estimate.probability, &estimate.low, &estimate.high})
            *value += shift_;
    }
    return known.emplace(at, estimate).first->second;
}

bool CrossingSearch::evaluate_further() {
    if (scanned_ >= line_.limit) return false;
    evaluate(Effort::few, 0);
    scanned_ = std::min(line_.limit, scanned_ > 0 ? 2 * scanned_ : line_.first_step);
    evaluate(Effort::few, scanned_);
    return scanned_ < line_.limit;
}

CrossingSearch::Bracket CrossingSearch::bracket(Effort effort, Part part) const {
    Evaluations const& known = evaluations(effort);
    auto const there = std::ranges::find_if(
        known, [&](auto const& place) { return gap(place.second, part) >= 0; });
    if (there == known.begin()) return {nullptr, &*there};
    return {&*std::prev(there), there == known.end() ? nullptr : &*there};
}

void CrossingSearch::evaluate_around_peak() {
    auto const lower = [this](auto const& a, auto const& b) {
        return gap(a.second, Part::centre) < gap(b.second, Part::centre);
    };
    for (int i = 0; i < most_at_peak && bracket(Effort::few, Part::centre).above == nullptr; ++i) {
        Evaluations const& known = evaluations(Effort::few);
        auto const peak = std::max_element(known.begin(), known.end(), lower);
        if (peak == known.begin() || std::next(peak) == known.end()) return;
        double const back = peak->first - std::prev(peak)->first;
        double const ahead = std::next(peak)->first - peak->first;
        evaluate(Effort::few, peak->first + (ahead > back ? ahead : -back) / 2);
    }
}

/// The slope between the nearest places on both sides that are at least a standard error away from
/// the value. Where one side has none, the place itself is used; without both the slope is not
/// known.
double CrossingSearch::slope_around(Effort effort, double at) const {
    Evaluations const& known = evaluations(effort);
    auto const itself = known.find(at);
    Evaluations::value_type const *below = nullptr, *above = nullptr;
    for (auto const& place : known) {
        double const away = gap(place.second, Part::centre);
        if (!(std::abs(away) >= error_of(place.second))) continue;
        if (place.first < at) below = &place;
        if (place.first > at && above == nullptr) above = &place;
    }
    if (below == nullptr && itself != known.end()) below = &*itself;
    if (above == nullptr && itself != known.end()) above = &*itself;
    if (below == nullptr || above == nullptr || below == above) return findings::not_known;
    return (gap(above->second, Part::centre) - gap(below->second, Part::centre)) /
           (above->first - below->first);
}

double CrossingSearch::next(Bracket const& b, Part part, double slope, int round) const {
    auto const& [low, at_low] = *b.below;
    double const gap_low = gap(at_low, part);
    if (b.above == nullptr) {
        double const step = slope > 0 ? -gap_low / slope : low > 0 ? low : line_.first_step;
        double const there = low + std::max(step, smallest_distance) * std::exp2(round);
        return std::isfinite(there) ? std::min(there, line_.limit) : line_.limit;
    }
    auto const& [high, at_high] = *b.above;
    double const gap_high = gap(at_high, part);
    double const from = low, to = high;
    auto const inside = [from, to](double at) {
        double const margin = 1e-3 * (to - from);
        return at > from + margin && at < to - margin;  // false for NaN
    };
    bool const from_high = gap_high < -gap_low;
    double const newton = from_high ? high - gap_high / slope : low - gap_low / slope;
    if (round < 2 && slope > 0 && inside(newton)) return newton;
    double const secant = low - gap_low * (high - low) / (gap_high - gap_low);
    return round < fast_rounds && round % 2 == 0 && inside(secant) ? secant : (low + high) / 2;
}

bool CrossingSearch::reached(Effort effort, Part part, findings::Estimate const& estimate) const {
    double const away = gap(estimate, part), error = error_of(estimate);
    if (effort == Effort::few) return std::abs(away) <= close_enough_for_few * error;
    switch (part) {
        case Part::near_end:
            return -close_outside * error <= away && away <= close_inside * error;
        case Part::far_end:
            return -close_inside * error <= away && away <= close_outside * error;
        case Part::centre:
            break;
    }
    return std::abs(away) <= std::max(equal, close_enough * error);
}

std::optional<double> CrossingSearch::locate(Effort effort, Part part, double slope) {
    Bracket b = bracket(effort, part);
    for (int round = 0; round < most_rounds; ++round, b = bracket(effort, part)) {
        if (b.below == nullptr) return std::nullopt;
        for (auto const* place : {b.above, b.below}) {
            bool const base = place == nullptr || place->first == 0;
            if (!base && reached(effort, part, place->second)) return place->first;
        }
        if (b.above == nullptr && b.below->first >= line_.limit) return std::nullopt;
        if (b.above != nullptr && is_narrow(*b.below, *b.above)) break;
        evaluate(effort, next(b, part, slope, round));
    }
    if (b.below == nullptr || b.above == nullptr) return std::nullopt;
    return part == Part::near_end ? b.below->first : b.above->first;
}

std::optional<double> CrossingSearch::rough_place() {
    bool const seen = scanned_ > 0 && bracket(Effort::few, Part::centre).above != nullptr;
    return seen ? locate(Effort::few, Part::centre, findings::not_known) : std::nullopt;
}

findings::Estimate CrossingSearch::at_limit() {
    return evaluate(Effort::all, line_.limit);
}

std::optional<Crossing> CrossingSearch::find() {
    if (line_.limit <= 0) return std::nullopt;
    evaluate(Effort::all, 0);
    // At the very end of the line, few paths may by chance not reach what all paths reach.
    std::optional<double> const near = rough_place();
    double slope = slope_around(Effort::few, near.value_or(line_.limit));
    evaluate(Effort::all, near.value_or(line_.limit));
    // Where the estimate from few paths jumps, the estimate from all paths does too.
    Bracket const seen = bracket(Effort::few, Part::centre);
    if (near && is_narrow(*seen.below, *seen.above))
        evaluate(Effort::all, *near == seen.above->first ? seen.below->first : seen.above->first);
    std::optional<double> const at = locate(Effort::all, Part::centre, slope);
    if (!at) return std::nullopt;

    Crossing crossing;
    crossing.at = *at;
    crossing.estimate = evaluate(Effort::all, *at);
    crossing.jumps = !is_close(crossing.estimate, line_.reach);
    double const of_all = slope_around(Effort::all, *at);
    if (of_all > 0) slope = of_all;
    add_interval(crossing, slope);
    return crossing;
}

void CrossingSearch::add_interval(Crossing& crossing, double slope) {
    double const error = error_of(crossing.estimate);
    auto const end = [&](Part part, double guess) {
        if (slope > 0 && guess > 0 && guess < line_.limit) evaluate(Effort::all, guess);
        return locate(Effort::all, part, slope);
    };
    double const away = (normal_95 + close_outside / 2) * error / slope;
    std::optional<double> const low =
        error > 0 ? end(Part::near_end, crossing.at - away) : crossing.at;
    std::optional<double> const high =
        error > 0 ? end(Part::far_end, crossing.at + away) : crossing.at;
    crossing.low_open = !low;
    crossing.high_open = !high;
    crossing.low = std::min(low.value_or(0), crossing.at);
    crossing.high = std::max(high.value_or(line_.limit), crossing.at);
    double const from = low.value_or(crossing.at), to = high.value_or(crossing.at);
    if (to > from) {
        double const rise =
            evaluate(Effort::all, to).probability - evaluate(Effort::all, from).probability;
        slope = std::abs(rise) / (to - from);
    }
    double const by_slope = slope > 0 ? error / slope : findings::not_known;
    int const ends = static_cast<int>(low.has_value()) + static_cast<int>(high.has_value());
    bool const agree = error <= 0 || agrees(by_slope, to - from, ends);
    crossing.standard_error = agree ? by_slope : findings::not_known;
}

std::optional<Reversal> CrossingSearch::reversal() const {
    Evaluations places = all_;
    places.insert(few_.begin(), few_.end());  // insert keeps the estimates from all paths
    std::optional<Reversal> found;
    bool moves_forward = false;
    double longest = 0;
    for (auto from = places.begin(); from != places.end(); ++from) {
        for (auto to = std::next(from); to != places.end(); ++to) {
            double const move = gap(to->second, Part::centre) - gap(from->second, Part::centre);
            double const noise = certain * std::hypot(error_of(from->second), error_of(to->second));
            moves_forward = moves_forward || move > noise;
            if (-move <= std::max(noise, longest)) continue;
            longest = -move;
            found = {from->first, to->first, from->second.probability, to->second.probability};
        }
    }
    return moves_forward ? found : std::nullopt;
}

}  // namespace liq::stress
