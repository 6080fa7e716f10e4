/// \file
/// What a part of a recipe was taken for, word by word.
#pragma once

#include <cstdint>
#include <string>

namespace liq::building {

/// In the words of a recipe, whether it was stated or recognised. Empty, and 0: of no meaning here.
struct TakenFor {
    std::string format = {};  ///< "binance-klines"; "stated": a figure of the recipe
    std::uint64_t rows = 0;   ///< that were read: candles, counts, tiers, levels, positions
    std::string unit = {};    ///< of amounts, caps or sizes: "usd", "coin", "contracts"
    std::string sides = {};   ///< "one" or "both" of a contract are counted
    std::string label = {};   ///< whether times are "start" or "end" of a candle
    std::string shape = {};   ///< of tiers: "marginal" or "flat"
};

}  // namespace liq::building
