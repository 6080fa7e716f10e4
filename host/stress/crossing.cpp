#include "host/stress/crossing.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "host/stress/interval_error.hpp"

namespace liq::stress {
namespace {

/// How close the probability has to come, in standard errors, with all paths and with few.
constexpr double close_enough = 0.1;
constexpr double close_enough_for_few = 0.25;
/// What is as good as equal where a probability is known without error: by a control variate that
/// is the outcome itself.
constexpr double equal = 1e-7;
/// The end of an interval may be as far out as this, and less far in.
constexpr double close_outside = 0.2;
constexpr double close_inside = 0.05;
/// Below this distance two places are one; and below this share of the distance from the base.
constexpr double smallest_distance = 1e-7;
constexpr double smallest_share = 1e-4;
/// Turns of a hunt that are not halvings at the most, and all of them: from 100 to the smallest
/// distance there are 30 halvings.
constexpr int fast_turns = 8;
constexpr int most_turns = 48;
/// Looks around a peak, which each time comes closer by about two.
constexpr int looks_at_peak = 8;
/// Differences of probabilities beyond this many standard errors are no chance.
constexpr double certain = 3;

/// Whether no place between the two is worth a look.
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

CrossingSearch::Looks const& CrossingSearch::looks(Effort effort) const {
    return effort == Effort::few && line_.has_few ? few_ : all_;
}

findings::Estimate CrossingSearch::look(Effort effort, double at) {
    bool const few = effort == Effort::few && line_.has_few;
    Looks& known = few ? few_ : all_;
    auto const found = known.find(at);
    if (found != known.end()) return found->second;
    if (few && known.empty() && at != 0) look(effort, 0);
    findings::Estimate estimate = probability_(at, few ? Effort::few : Effort::all);
    if (few && at == 0) shift_ = look(Effort::all, 0).probability - estimate.probability;
    if (few) {
        for (double* value : {&estimate.probability, &estimate.low, &estimate.high})
            *value += shift_;
    }
    return known.emplace(at, estimate).first->second;
}

bool CrossingSearch::look_further() {
    if (scanned_ >= line_.limit) return false;
    look(Effort::few, 0);
    scanned_ = std::min(line_.limit, scanned_ > 0 ? 2 * scanned_ : line_.first_step);
    look(Effort::few, scanned_);
    return scanned_ < line_.limit;
}

CrossingSearch::Bracket CrossingSearch::bracket(Effort effort, Part part) const {
    Looks const& known = looks(effort);
    auto const there = std::ranges::find_if(
        known, [&](auto const& place) { return gap(place.second, part) >= 0; });
    if (there == known.begin()) return {nullptr, &*there};
    return {&*std::prev(there), there == known.end() ? nullptr : &*there};
}

void CrossingSearch::look_around_peak() {
    auto const lower = [this](auto const& a, auto const& b) {
        return gap(a.second, Part::centre) < gap(b.second, Part::centre);
    };
    for (int i = 0; i < looks_at_peak && bracket(Effort::few, Part::centre).above == nullptr; ++i) {
        Looks const& known = looks(Effort::few);
        auto const peak = std::max_element(known.begin(), known.end(), lower);
        if (peak == known.begin() || std::next(peak) == known.end()) return;
        double const back = peak->first - std::prev(peak)->first;
        double const ahead = std::next(peak)->first - peak->first;
        look(Effort::few, peak->first + (ahead > back ? ahead : -back) / 2);
    }
}

/// Between the nearest places on both sides that are a standard error away; where one side has
/// none, the place itself stands in for it. Not known without both.
double CrossingSearch::slope_around(Effort effort, double at) const {
    Looks const& known = looks(effort);
    auto const itself = known.find(at);
    Looks::value_type const *below = nullptr, *above = nullptr;
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

double CrossingSearch::next(Bracket const& b, Part part, double slope, int turn) const {
    auto const& [low, at_low] = *b.below;
    double const gap_low = gap(at_low, part);
    if (b.above == nullptr) {
        double const step = slope > 0 ? -gap_low / slope : low > 0 ? low : line_.first_step;
        double const there = low + std::max(step, smallest_distance) * std::exp2(turn);
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
    if (turn < 2 && slope > 0 && inside(newton)) return newton;
    double const secant = low - gap_low * (high - low) / (gap_high - gap_low);
    return turn < fast_turns && turn % 2 == 0 && inside(secant) ? secant : (low + high) / 2;
}

bool CrossingSearch::is_there(Effort effort, Part part, findings::Estimate const& estimate) const {
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

std::optional<double> CrossingSearch::hunt(Effort effort, Part part, double slope) {
    Bracket b = bracket(effort, part);
    for (int turn = 0; turn < most_turns; ++turn, b = bracket(effort, part)) {
        if (b.below == nullptr) return std::nullopt;
        for (auto const* place : {b.above, b.below}) {
            bool const base = place == nullptr || place->first == 0;
            if (!base && is_there(effort, part, place->second)) return place->first;
        }
        if (b.above == nullptr && b.below->first >= line_.limit) return std::nullopt;
        if (b.above != nullptr && is_narrow(*b.below, *b.above)) break;
        look(effort, next(b, part, slope, turn));
    }
    if (b.below == nullptr || b.above == nullptr) return std::nullopt;
    return part == Part::near_end ? b.below->first : b.above->first;
}

std::optional<double> CrossingSearch::glimpsed() {
    bool const seen = scanned_ > 0 && bracket(Effort::few, Part::centre).above != nullptr;
    return seen ? hunt(Effort::few, Part::centre, findings::not_known) : std::nullopt;
}

findings::Estimate CrossingSearch::at_limit() {
    return look(Effort::all, line_.limit);
}

std::optional<Crossing> CrossingSearch::find() {
    if (line_.limit <= 0) return std::nullopt;
    look(Effort::all, 0);
    // Few paths may miss by chance what all reach at the very end.
    std::optional<double> const near = glimpsed();
    double slope = slope_around(Effort::few, near.value_or(line_.limit));
    look(Effort::all, near.value_or(line_.limit));
    // Where few paths leap, all of them do.
    Bracket const seen = bracket(Effort::few, Part::centre);
    if (near && is_narrow(*seen.below, *seen.above))
        look(Effort::all, *near == seen.above->first ? seen.below->first : seen.above->first);
    std::optional<double> const at = hunt(Effort::all, Part::centre, slope);
    if (!at) return std::nullopt;

    Crossing crossing;
    crossing.at = *at;
    crossing.there = look(Effort::all, *at);
    crossing.jumps = !is_close(crossing.there, line_.reach);
    double const of_all = slope_around(Effort::all, *at);
    if (of_all > 0) slope = of_all;
    add_interval(crossing, slope);
    return crossing;
}

void CrossingSearch::add_interval(Crossing& crossing, double slope) {
    double const error = error_of(crossing.there);
    auto const end = [&](Part part, double guess) {
        if (slope > 0 && guess > 0 && guess < line_.limit) look(Effort::all, guess);
        return hunt(Effort::all, part, slope);
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
        double const rise = look(Effort::all, to).probability - look(Effort::all, from).probability;
        slope = std::abs(rise) / (to - from);
    }
    double const by_slope = slope > 0 ? error / slope : findings::not_known;
    int const ends = static_cast<int>(low.has_value()) + static_cast<int>(high.has_value());
    bool const agree = error <= 0 || agrees(by_slope, to - from, ends);
    crossing.standard_error = agree ? by_slope : findings::not_known;
}

std::optional<Turn> CrossingSearch::turn() const {
    Looks places = all_;
    places.insert(few_.begin(), few_.end());  // which does not replace
    std::optional<Turn> back;
    bool ahead = false;
    double longest = 0;
    for (auto from = places.begin(); from != places.end(); ++from) {
        for (auto to = std::next(from); to != places.end(); ++to) {
            double const move = gap(to->second, Part::centre) - gap(from->second, Part::centre);
            double const chance =
                certain * std::hypot(error_of(from->second), error_of(to->second));
            ahead = ahead || move > chance;
            if (-move <= std::max(chance, longest)) continue;
            longest = -move;
            back = Turn{from->first, to->first, from->second.probability, to->second.probability};
        }
    }
    return ahead ? back : std::nullopt;
}

}  // namespace liq::stress
