/// \file
/// Parameters and their positions on the scales of their coordinates.
#pragma once

#include <cmath>
#include <vector>

#include "host/estimation/maximum_likelihood.hpp"

namespace liq::estimation {

inline double on_scale(Coordinate const& coordinate, double value) {
    if (coordinate.scale == Scale::log) return std::log(value);
    if (coordinate.scale == Scale::logit) return std::log(value / (1 - value));
    return value;
}

inline double off_scale(Coordinate const& coordinate, double position) {
    if (coordinate.scale == Scale::log) return std::exp(position);
    if (coordinate.scale == Scale::logit) return 1 / (1 + std::exp(-position));
    return position;
}

/// d value/d position.
inline double slope_of_natural(Coordinate const& coordinate, double value) {
    if (coordinate.scale == Scale::log) return value;
    if (coordinate.scale == Scale::logit) return value * (1 - value);
    return 1;
}

inline std::vector<double> scaled(std::vector<Coordinate> const& coordinates,
                                  std::vector<double> const& values) {
    std::vector<double> positions;
    for (std::size_t i = 0; i < values.size(); ++i)
        positions.push_back(on_scale(coordinates[i], values[i]));
    return positions;
}

inline std::vector<double> natural(std::vector<Coordinate> const& coordinates,
                                   std::vector<double> const& positions) {
    std::vector<double> values;
    for (std::size_t i = 0; i < positions.size(); ++i)
        values.push_back(off_scale(coordinates[i], positions[i]));
    return values;
}

}  // namespace liq::estimation
