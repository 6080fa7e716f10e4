/// \file
/// Options that say what files of candles are, as `[candles]` of a recipe does.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/data/price_history.hpp"
#include "host/data/series.hpp"

namespace liq::cli {

struct CandleOptions {
    std::vector<std::string> files;  ///< candles, or one recipe, whose name ends in .toml
    std::string format = "auto";
    std::string symbol;
    std::map<std::string, std::string> columns;
    std::string delimiter;
    std::optional<data::Label> label;
};

/// CANDLES..., --format, --column, --symbol, --delimiter, --label.
void add_candle_options(CLI::App& command, CandleOptions& options);

/// The files of candles: as given, or those that the recipe names; `-` is standard input.
std::vector<std::string> candle_files(CandleOptions const& options);

/// Reads the candles. Of a recipe, all that its `[candles]` says holds, and options that say
/// something else are refused.
/// \throws Error with file, row and column
data::Candles read_candles(CandleOptions const& options);

}  // namespace liq::cli
