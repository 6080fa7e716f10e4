/// \file
/// One side of the resting depth in double precision, for planning and figures: D(u), its inverse
/// and its slope (models/law.md 5). Paths use models/impact/depth_curve.hpp.
#pragma once

#include <cmath>

#include "models/impact/parameters.hpp"

namespace liq {

/// A power law (`points` = 0), or a table. A table is linear between its points, of which the first
/// is the implied (0, 0); beyond the last point the tail goes on.
struct ExactDepth {
    double distance[max_depth_points + 1] = {};  ///< u, ascending from 0 [1]
    double notional[max_depth_points + 1] = {};  ///< D(u), ascending from 0 [USD]
    int points = 0;                              ///< entries 1..points hold the table
    DepthTail tail;

    /// D(u) = one_percent (u/0.01)^exponent.
    static ExactDepth power_law(double one_percent, double exponent) {
        ExactDepth depth;
        depth.tail = {one_percent, 0.01, exponent};
        return depth;
    }

    /// A table of 1 to max_depth_points points. Both lists ascend from above 0. Beyond the last
    /// point the power law through the last two goes on; if there is one point only, the line from
    /// (0, 0).
    static ExactDepth table(double const* distance, double const* notional, int points) {
        ExactDepth depth;
        depth.points = points;
        for (int k = 1; k <= points; ++k) {
            depth.distance[k] = distance[k - 1];
            depth.notional[k] = notional[k - 1];
        }
        double const exponent =
            points < 2 ? 1.0
                       : std::log(depth.notional[points] / depth.notional[points - 1]) /
                             std::log(depth.distance[points] / depth.distance[points - 1]);
        depth.tail = {depth.notional[points], depth.distance[points], exponent};
        return depth;
    }

    /// D(u) [USD] for u >= 0.
    [[nodiscard]] double at(double u) const {
        if (points == 0 || u > distance[points]) {
            return tail.notional * std::pow(u / tail.distance, tail.exponent);
        }
        int const k = segment(distance, u);
        return notional[k - 1] + (u - distance[k - 1]) * slope_of(k);
    }
    /// D^{-1}(usd) for usd >= 0.
    [[nodiscard]] double inverse(double usd) const {
        if (points == 0 || usd > notional[points]) {
            return tail.distance * std::pow(usd / tail.notional, 1.0 / tail.exponent);
        }
        int const k = segment(notional, usd);
        return distance[k - 1] + (usd - notional[k - 1]) / slope_of(k);
    }
    /// D'(u) [USD] for u > 0. At a point of the table it is the slope of the segment that is nearer
    /// to the mid.
    [[nodiscard]] double slope(double u) const {
        if (points == 0 || u > distance[points]) return tail.exponent * at(u) / u;
        return slope_of(segment(distance, u));
    }

  private:
    /// The first point k >= 1 that is not below `value`.
    [[nodiscard]] int segment(double const* values, double value) const {
        int k = 1;
        while (k < points && values[k] < value) ++k;
        return k;
    }
    [[nodiscard]] double slope_of(int k) const {
        return (notional[k] - notional[k - 1]) / (distance[k] - distance[k - 1]);
    }
};

/// Both sides of the book.
struct ExactBook {
    ExactDepth bid, ask;
};

}  // namespace liq
