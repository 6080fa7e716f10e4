/// \file
/// Files of candles as bars: what every command that reads a history of prices shares.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/data/bars.hpp"
#include "host/data/format.hpp"
#include "host/data/series.hpp"

namespace liq::data {

/// Which files, and what their user states about them.
struct CandleFiles {
    std::vector<std::string> files;
    std::string format = "auto";
    Reading reading = {};
    std::optional<Label> label = {};  ///< in place of the format's
    Unit volume = Unit::unknown;      ///< where the format does not say it
    double contract_size = 0;         ///< [coin, inverse: USD]; 0: not stated
    bool prices_only = false;         ///< volumes are left out without a word
};

/// Their rows as they are. \throws Error as read_files
Candles read_candles(CandleFiles const& candles);

struct CandlesRead {
    Bars bars;
    /// What they were read as: "8,640 rows of csv, 1 h, time is the begin".
    std::string read_as;
};

/// \throws Error as read_files and bars_of
CandlesRead read_bars(CandleFiles const& candles, Repairs const& repairs);

}  // namespace liq::data
