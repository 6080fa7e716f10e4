/// \file
/// Losses and forecasts of all starts, as the tables of a backtest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/validation/backtest.hpp"

namespace liq::validation {

/// Scores of a model beside those of A and B on the same starts.
/// \param splits  whether losses have parts for hit and direction
Score score_of(BlockBootstrap const& bootstrap, std::vector<Loss> const& model,
               std::vector<Loss> const& a, std::vector<Loss> const& b, bool splits);

/// What a model gains against another on the same starts.
/// \param shift  by outcome: its probability less that of the other model, start by start
PairGain gain_of(BlockBootstrap const& bootstrap, std::vector<Loss> const& model,
                 std::vector<Loss> const& against, std::vector<std::vector<double>> const& shift,
                 bool splits);

/// Mean losses by the calendar year of the start.
/// \param year  of each start, ascending
std::vector<YearScore> by_year(std::vector<Loss> const& losses, std::vector<int> const& year);

/// Forecasts of one outcome, start by start, and whether it happened.
struct Foretold {
    std::vector<double> probability;
    std::vector<std::uint8_t> happened;
};
/// \param outcomes  one, or several that are counted together
std::vector<ReliabilityBin> reliability_of(BlockBootstrap const& bootstrap,
                                           std::vector<Foretold> const& outcomes);

/// Shares of values of a distribution function that lie in the middle ranges of it.
std::array<Estimated, coverage_levels.size()> coverage_of(BlockBootstrap const& bootstrap,
                                                          std::vector<double> const& cumulative);

}  // namespace liq::validation
