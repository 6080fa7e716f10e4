/// \file
/// Where a probability reaches a value along a line, and within which error: a search that looks at
/// as few places as it can, each of which costs a simulation.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "host/findings/findings.hpp"

namespace liq::stress {

/// With how many of the paths a place is looked at. Few are the first of all.
enum class Effort { few, all };

/// The probability at a distance from the base, estimated. Of the same paths everywhere, so that it
/// is a function: asked twice it answers the same.
using ProbabilityAt = std::function<findings::Estimate(double distance, Effort effort)>;

/// What is asked along a line that begins at the base, at distance 0.
struct Line {
    double limit = 0;       ///< the largest distance
    double reach = 0;       ///< the probability asked for, in (0, 1)
    bool rising = true;     ///< whether the probability has to rise for that, or to fall
    double first_step = 0;  ///< distance of the first look
    bool has_few = true;    ///< whether it pays to look with few paths first
};

/// The place that was found. All distances are along the line.
struct Crossing {
    double at = findings::not_known;  ///< looked at with all paths: `there` is its estimate
    findings::Estimate there;
    double standard_error = findings::not_known;  ///< of `at`; NaN at leaps and bends
    double low = findings::not_known;             ///< ends of its 95 % interval
    double high = findings::not_known;
    bool low_open = false;   ///< the base itself is not told from the asked probability
    bool high_open = false;  ///< neither is the limit of the line
    bool jumps = false;      ///< the probability leaps over the value there
};

/// The longest way back of a probability that both rises and falls along a line, each by more than
/// 3 standard errors.
struct Turn {
    double from = 0, to = 0;  ///< distances
    double probability_from = 0, probability_to = 0;
};

/// Whether an estimate is the value to a tenth of its standard error, as close as it is looked for.
bool is_close(findings::Estimate const& estimate, double value);

/// Looks at a line first with few paths at doubling distances, then near the place with all. What
/// few paths say is shifted by what they are wrong at the base: differences of the same paths.
///
/// The place is where the estimate itself reaches the value, to a tenth of its standard error: by
/// Newton's step with the slope seen before, then by secants and midpoints in turn, which halve the
/// bracket at least every second time whatever the function. Where the probability leaps over the
/// value, the place is known to a ten-thousandth of its distance.
///
/// Its 95 % interval are the places whose own interval holds the asked probability (a test turned
/// round: Neyman 1937; as Fieller 1954 for ratios), with ends up to a fifth of a standard error
/// further out. So it holds where the slope is small or unknown, and has an open end where no place
/// up to an end of the line can be told apart. Its standard error is that of the probability over
/// the slope between the ends of the interval (delta method: van der Vaart 1998, section 3.1), and
/// not known where that does not agree with the interval: at leaps and bends.
class CrossingSearch {
  public:
    CrossingSearch(ProbabilityAt probability, Line const& line);

    /// Looks at the next distance; false when the end of the line has been looked at.
    bool look_further();
    /// Where no place has reached the value yet: looks around the highest one, which the doubling
    /// may have passed on both sides.
    void look_around_peak();
    /// The first distance seen so far where few paths reach the value, refined with few paths.
    std::optional<double> glimpsed();
    /// The first place along the line, nothing if it is not reached up to the limit.
    std::optional<Crossing> find();
    /// Whether the places looked at show a probability that is not monotone, and where.
    [[nodiscard]] std::optional<Turn> turn() const;
    /// The estimate at the limit, with all paths.
    findings::Estimate at_limit();

  private:
    /// Of an estimate, what is held against the asked value: itself, or the end of its interval
    /// that gets there first or last.
    enum class Part { near_end, centre, far_end };
    using Looks = std::map<double, findings::Estimate>;
    struct Bracket {
        Looks::value_type const* below = nullptr;  ///< last place before; null: the base is there
        Looks::value_type const* above = nullptr;  ///< first place that is there; null: none yet
    };

    [[nodiscard]] double gap(findings::Estimate const& estimate, Part part) const;
    findings::Estimate look(Effort effort, double at);
    [[nodiscard]] Looks const& looks(Effort effort) const;
    [[nodiscard]] Bracket bracket(Effort effort, Part part) const;
    [[nodiscard]] double slope_around(Effort effort, double at) const;
    [[nodiscard]] double next(Bracket const& bracket, Part part, double slope, int turn) const;
    [[nodiscard]] bool is_there(Effort effort, Part part, findings::Estimate const& estimate) const;
    std::optional<double> hunt(Effort effort, Part part, double slope);
    void add_interval(Crossing& crossing, double slope);

    ProbabilityAt probability_;
    Line line_;
    Looks few_, all_;
    double shift_ = 0;  ///< of the few
    double scanned_ = 0;
};

}  // namespace liq::stress
