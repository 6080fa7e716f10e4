/// \file
/// Searches along a line for the place where a probability reaches a value, and for the error of
/// that place. Each evaluation is a simulation, so the search makes as few of them as it can.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "host/findings/findings.hpp"

namespace liq::stress {

/// How many paths an evaluation uses: the first few of them, or all.
enum class Effort { few, all };

/// The estimated probability at a distance from the base. All evaluations use the same paths, so
/// that the same distance always gives the same estimate.
using ProbabilityAt = std::function<findings::Estimate(double distance, Effort effort)>;

/// A line of the search, which begins at the base at distance 0, and what is asked along it.
struct Line {
    double limit = 0;       ///< the largest distance
    double reach = 0;       ///< the probability to be reached, in (0, 1)
    bool rising = true;     ///< whether the probability has to rise for that, or to fall
    double first_step = 0;  ///< the distance that is evaluated first
    bool has_few = true;    ///< whether evaluations with few paths are made first
};

/// The place that was found. All distances are along the line.
struct Crossing {
    double at = findings::not_known;
    findings::Estimate estimate;                  ///< of the probability at `at`, with all paths
    double standard_error = findings::not_known;  ///< of `at`; NaN where there is no single slope
    double low = findings::not_known;             ///< ends of its 95 % interval
    double high = findings::not_known;
    bool low_open = false;   ///< the probability at the base may already be the asked one
    bool high_open = false;  ///< the probability at the limit may still be the asked one
    bool jumps = false;      ///< the probability jumps over the value at `at`
};

/// The largest move against the asked direction, of a probability that both rises and falls along a
/// line by more than 3 standard errors.
struct Reversal {
    double from = 0, to = 0;  ///< distances
    double probability_from = 0, probability_to = 0;
};

/// Whether an estimate equals the value to within a tenth of its standard error, which is how close
/// the search goes.
bool is_close(findings::Estimate const& estimate, double value);

/// First evaluates the line with few paths at doubling distances, then near the place with all
/// paths. Estimates from few paths are shifted by their error at the base, so that only differences
/// on the same paths count.
///
/// The place is where the estimate itself reaches the value to within a tenth of its standard
/// error. It is found by Newton's step with the slope seen before, then by secants and midpoints in
/// alternation, which halve the bracket at least every second time for any function. Where the
/// probability jumps over the value, the place is found to a ten-thousandth of its distance.
///
/// The 95 % interval of the place contains all places whose own interval contains the asked
/// probability (inversion of a test: Neyman 1937; Fieller 1954 for ratios); its ends may be up to a
/// fifth of a standard error further out. So it is valid also where the slope is small or unknown.
/// An end is open where the probability up to that end of the line cannot be distinguished from the
/// asked one. The standard error of the place is that of the probability divided by the slope
/// between the ends of the interval (delta method: van der Vaart 1998, section 3.1). It is not
/// known where it does not agree with the interval: where the probability jumps or its slope
/// changes.
class CrossingSearch {
  public:
    CrossingSearch(ProbabilityAt probability, Line const& line);

    /// Evaluates the next distance. Returns false once the end of the line has been evaluated.
    bool evaluate_further();
    /// If no place has reached the value yet, evaluates places around the best one, because a peak
    /// may lie between two doubled distances.
    void evaluate_around_peak();
    /// The first distance so far where few paths reach the value, refined with few paths.
    std::optional<double> rough_place();
    /// The first place along the line; nothing if the value is not reached up to the limit.
    std::optional<Crossing> find();
    /// Where the evaluations show a probability that is not monotone; nothing if they do not.
    [[nodiscard]] std::optional<Reversal> reversal() const;
    /// The estimate at the limit, with all paths.
    findings::Estimate at_limit();

  private:
    /// The part of an estimate that is compared with the asked value: the estimate itself, or the
    /// end of its interval that reaches the value first (near) or last (far).
    enum class Part { near_end, centre, far_end };
    using Evaluations = std::map<double, findings::Estimate>;
    struct Bracket {
        Evaluations::value_type const* below =
            nullptr;  ///< last place before the value; null: the base is beyond it
        Evaluations::value_type const* above =
            nullptr;  ///< first place that reaches the value; null: none yet
    };

    [[nodiscard]] double gap(findings::Estimate const& estimate, Part part) const;
    findings::Estimate evaluate(Effort effort, double at);
    [[nodiscard]] Evaluations const& evaluations(Effort effort) const;
    [[nodiscard]] Bracket bracket(Effort effort, Part part) const;
    [[nodiscard]] double slope_around(Effort effort, double at) const;
    [[nodiscard]] double next(Bracket const& bracket, Part part, double slope, int round) const;
    [[nodiscard]] bool reached(Effort effort, Part part, findings::Estimate const& estimate) const;
    std::optional<double> locate(Effort effort, Part part, double slope);
    void add_interval(Crossing& crossing, double slope);

    ProbabilityAt probability_;
    Line line_;
    Evaluations few_, all_;
    double shift_ = 0;    ///< added to estimates from few paths
    double scanned_ = 0;  ///< the largest distance evaluated with few paths
};

}  // namespace liq::stress
