/// \file
/// `liqcascade calibrate price`: price models from candles.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "host/cli/candle_options.hpp"
#include "host/data/price_history.hpp"
#include "host/estimation/calibrate_price.hpp"

namespace liq::cli {

struct CalibratePriceOptions {
    CandleOptions candles;
    std::string until;  ///< as typed; empty: the end of the last candle
    data::HistoryTerms history;
    estimation::PriceTerms terms;
    std::string book;          ///< scenario whose cascade is divided out; empty: none
    std::string output, toml;  ///< files to write; empty: none
    bool json = false;
};

/// Adds the command to `calibrate`; parsing fills `options`.
CLI::App& add_calibrate_price_command(CLI::App& calibrate, CalibratePriceOptions& options);

/// Fits, prints and writes. Nothing is written if anything is refused.
/// \throws Error(Exit::bad_input) for candles that do not fit, or where the model to be written is
///     not one that they give
int calibrate_price_command(CalibratePriceOptions const& options);

}  // namespace liq::cli
