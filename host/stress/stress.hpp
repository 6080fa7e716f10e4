/// \file
/// The reverse stress test: it finds the smallest change of one or two numbers of a scenario with
/// which an outcome has a given probability, or the desk's positions a given loss.
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

/// The most keys that are varied together.
inline constexpr std::size_t most_stress_keys = 2;
/// The number of rays for the contour of two keys, before those around the nearest point are added.
inline constexpr int default_contour_points = 7;

/// What a stress test is asked.
struct StressQuestion {
    std::string scenario;          ///< file
    std::vector<std::string> set;  ///< as for scenario::apply_overrides
    /// EVENT.OUTCOME, or a number of the desk's positions (findings/portfolio_metrics.hpp).
    std::string outcome;
    double reach = 0;                     ///< the value to be reached; of a probability, in (0, 1)
    std::vector<std::string> vary;        ///< keys
    int points = default_contour_points;  ///< rays of the contour
};

/// One simulation. Everywhere here the `probability` of an estimate is the value of the number that
/// was asked for, in its unit, and an estimate of USD has no hits and no trials.
struct StressTrial {
    std::vector<double> change;  ///< [key]
    std::uint64_t paths = 0;
    findings::Estimate estimate;
};

/// A place where the probability is reached. Distances are Euclidean in the space of changes of
/// keys.
struct StressPoint {
    std::vector<double> direction;  ///< [key]: change per unit of distance
    Crossing crossing;              ///< distances from the base
    [[nodiscard]] double change(std::size_t key, double distance) const {
        return direction[key] * distance;
    }
};

/// The end of a line along which the probability is not reached.
struct StressEnd {
    std::vector<double> change;   ///< [key]
    findings::Estimate estimate;  ///< of the probability at the end
    std::string why;              ///< why the line ends there
};

/// A stretch of a line on which the probability moves against the asked direction.
struct StressReversal {
    std::vector<double> from, to;  ///< changes, [key]
    double probability_from = 0, probability_to = 0;
};

struct StressResult {
    std::string name, question;  ///< of the scenario; the outcome in words
    std::string unit = "1";      ///< of what is asked for: "1" for a probability, or "USD"
    StressQuestion asked;
    std::uint64_t paths = 0, few_paths = 0, seed = 0;
    std::vector<StressKey> keys;
    findings::Estimate base;
    bool rising = true;               ///< whether the probability has to rise or to fall
    bool there_already = false;       ///< the base has the probability, to a tenth of its error
    std::vector<StressPoint> points;  ///< in order along the contour; for one key only the nearest
    int nearest = -1;                 ///< index of the point of smallest change; -1: not reached
    /// Changes, as for `--set`, with which `run` simulates the nearest point: what was asked
    /// without the values that are replaced, then the values found. Empty if there is none.
    std::vector<std::string> set;
    std::vector<StressEnd> ends;
    std::vector<StressReversal> reversals;
    std::vector<StressTrial> trials;  ///< in the order in which they were made
    std::vector<std::string> warnings;
    bool complete = false;  ///< false: the search was stopped
};

/// The progress of a stress test.
struct StressProgress {
    StressTrial const* trial =
        nullptr;  ///< the current one, with the estimate from its paths so far
    std::uint64_t paths_asked = 0;
    std::size_t trials_done = 0;
    std::vector<StressKey> const* keys = nullptr;
};

/// Answers the question. All trials use the same seed and paths: first only few of the paths (a
/// sixteenth, if that is enough), then all. Once `stop` returns true, the results so far are
/// returned.
/// \throws Error for a question that is not acceptable, and when the backend fails
StressResult run_stress(StressQuestion const& question, market::Market const& market,
                        Backend& backend, std::function<bool()> const& stop,
                        std::function<void(StressProgress const&)> const& report);

}  // namespace liq::stress
