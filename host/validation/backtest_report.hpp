/// \file
/// What a backtest found, as text, JSON and HDF5.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/validation/backtest.hpp"
#include "host/words/text_page.hpp"

namespace liq::validation {

inline constexpr char const* backtest_filetype = "liqcascade-backtest";
inline constexpr int backtest_schema_major = 1, backtest_schema_minor = 0;

/// In what the law of M is better than climatology in the race: whether a level is hit, which of
/// the two is first, or neither; with the gains and their intervals, by horizon.
std::string where_skill_lies(BacktestResult const& result);

/// A summary for a terminal.
std::string backtest_text(BacktestResult const& result, words::TextStyle const& style);
/// All tables as one JSON document, without the forecasts of each start.
std::string backtest_json(BacktestResult const& result);
/// Everything, the forecasts of each start too, as the bytes of an HDF5 file.
std::vector<std::byte> backtest_file(BacktestResult const& result);

}  // namespace liq::validation
