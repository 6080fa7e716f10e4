/// \file
/// What the uncertainty of an input does to an answer.
#pragma once

#include <string>

#include "host/findings/not_known.hpp"

namespace liq::findings {

/// Where an answer would lie if an estimated input were another of its draws: the central 90 % of
/// the draws, without the noise of their paths.
struct Range {
    double sd = not_known;  ///< 0: what the draws do is smaller than the noise of their paths
    double low = not_known, high = not_known;
    /// Standard error of one draw's move, root mean square; not known for statistics, whose ranges
    /// hold the noise.
    double noise = not_known;
};

/// The ranges of a statistic, such as liquidated.long.es99.
struct StatisticRange {
    std::string name;
    Range book, price;
};

}  // namespace liq::findings
