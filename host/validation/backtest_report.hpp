/// \file
/// What a backtest found, as text, JSON and HDF5.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "host/validation/backtest.hpp"
#include "host/words/text_page.hpp"

namespace liq::validation {

inline constexpr char const* backtest_filetype = "liqcascade-backtest";
inline constexpr int backtest_schema_major = 1, backtest_schema_minor = 1;

/// In what the law of M is better than climatology in the race: whether a level is hit, which of
/// the two is first, or neither; with the gains and their intervals, by horizon.
std::string where_skill_lies(BacktestResult const& result);

/// The gains of a pair.
inline constexpr std::array<EstimateItem<PairGain>, 4> pair_items{
    {{"brier_gain", &PairGain::brier, "1", "Brier of the second less that of the first"},
     {"log_gain", &PairGain::log, "nat", "log score of the second less that of the first"},
     {"hit_gain", &PairGain::hit, "nat", "part of log_gain: whether a level is hit"},
     {"direction_gain", &PairGain::direction, "nat",
      "part of log_gain: which of the two levels is hit first, given a hit"}}};

/// What has to be known of the simulated forecasts; empty where there are none.
std::string assumption_of(BacktestResult const& result);
/// What each pair of models tells, as tables of a summary.
void add_pairs(BacktestResult const& result, words::TextPage& page);

/// A summary for a terminal.
std::string backtest_text(BacktestResult const& result, words::TextStyle const& style);
/// All tables as one JSON document, without the forecasts of each start.
std::string backtest_json(BacktestResult const& result);
/// Everything, the forecasts of each start too, as the bytes of an HDF5 file.
std::vector<std::byte> backtest_file(BacktestResult const& result);

}  // namespace liq::validation
