/// \file
/// The reverse stress test: the smallest change of one or two numbers of a scenario with which an
/// outcome has a probability that is asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/stress/crossing.hpp"
#include "host/stress/stress_key.hpp"
#include "kernels/backend.hpp"

namespace liq::stress {

/// Most keys that are varied together.
inline constexpr std::size_t most_stress_keys = 2;
/// Rays of the contour of two keys, before those about the nearest point.
inline constexpr int default_contour_points = 7;

struct StressQuestion {
    std::string scenario;          ///< file
    std::vector<std::string> set;  ///< as of `--set`
    std::string outcome;           ///< EVENT.OUTCOME
    double reach = 0;              ///< in (0, 1)
    std::vector<std::string> vary;
    int points = default_contour_points;
};

/// One simulation.
struct StressTrial {
    std::vector<double> change;  ///< of each key
    std::uint64_t paths = 0;
    findings::Estimate estimate;
};

/// A place where the probability is reached. Distances are Euclidean in the changes of the keys.
struct StressPoint {
    std::vector<double> direction;  ///< changes a unit of distance
    Crossing crossing;              ///< its distances from the base
    [[nodiscard]] double change(std::size_t key, double distance) const {
        return direction[key] * distance;
    }
};

/// How far one line went without getting there.
struct StressEnd {
    std::vector<double> change;
    findings::Estimate there;
    std::string why;  ///< what ends it
};

/// A stretch along a line on which the probability turns back.
struct StressTurn {
    std::vector<double> from, to;  ///< changes
    double probability_from = 0, probability_to = 0;
};

struct StressResult {
    std::string name, question;  ///< of the scenario; the outcome in words
    StressQuestion asked;
    std::uint64_t paths = 0, few_paths = 0, seed = 0;
    std::vector<StressKey> keys;
    findings::Estimate base;
    bool rising = true;               ///< whether the probability has to rise
    bool there_already = false;       ///< the base is at the probability, to a tenth of its error
    std::vector<StressPoint> points;  ///< along the contour; for one key the nearest alone
    int nearest = -1;                 ///< index of the smallest change; -1: not reached
    std::vector<StressEnd> ends;
    std::vector<StressTurn> turns;
    std::vector<StressTrial> trials;  ///< in the order in which they were made
    std::vector<std::string> warnings;
    bool complete = false;  ///< false: stopped before its end
};

/// How far a stress test is, for people.
struct StressProgress {
    StressTrial const* trial = nullptr;  ///< its estimate is of the paths so far
    std::uint64_t paths_asked = 0;
    std::size_t trials_done = 0;
    std::vector<StressKey> const* keys = nullptr;
};

/// Answers the question. All trials are of the same seed and paths; few of them first, where that
/// is a sixteenth of all. When `stop` says so, what is known by then is returned.
/// \throws Error for a question that is not acceptable, and when the backend fails
StressResult run_stress(StressQuestion const& question, market::Market const& market,
                        Backend& backend, std::function<bool()> const& stop,
                        std::function<void(StressProgress const&)> const& report);

}  // namespace liq::stress
