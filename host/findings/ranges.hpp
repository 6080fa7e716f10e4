/// \file
/// What the uncertainty of an input does to an answer.
#pragma once

#include "host/findings/not_known.hpp"

namespace liq::findings {

/// Where an answer would lie if an estimated input were another of its draws: the central 90 % of
/// the draws, without the noise of their paths.
struct Range {
    double sd = not_known;
    double low = not_known, high = not_known;
};

}  // namespace liq::findings
