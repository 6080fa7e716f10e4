/// \file
/// Makes a snapshot out of what exchanges hand out: the work of `liqcascade market build`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "host/building/recipe.hpp"
#include "host/building/taken_for.hpp"
#include "host/data/bars.hpp"
#include "host/market/market.hpp"
#include "host/words/text_page.hpp"

namespace liq::building {

struct BuildOptions {
    std::optional<std::string> as_of;  ///< in place of the recipe's
    data::Repairs repairs;
    bool approximate = false;  ///< write shapes of tiers that a snapshot cannot hold as the nearest
};

/// What one part of a recipe was read as.
struct ReadAs {
    std::string part;                  ///< "candles", "binance-usdm: open interest"
    std::vector<std::string> files;    ///< their paths; none: it was stated, or made of other parts
    std::string what;                  ///< "8,640 rows of binance-klines, 5 min"
    std::int64_t from = 0, until = 0;  ///< Unix seconds; 0: no times
    std::vector<std::string> notes;    ///< what was repaired, converted or left out
    TakenFor taken_for = {};           ///< what `what` says, word by word
};

/// Forced orders of the past that a recipe names [USD].
struct PastLiquidations {
    std::string venue;
    double longs = 0, shorts = 0;
    std::string completeness;
};

struct Built {
    market::Market market;  ///< as `read_market` would give it, but without path and digest
    std::string title;
    std::vector<ReadAs> parts;
    std::vector<PastLiquidations> liquidations;
    std::vector<std::string> warnings;
};

/// Reads everything that the recipe names, checks it, each against the others, and estimates the
/// positions. Nothing is written.
/// \throws Error with file, row, what was found and what would fit
Built build_market(Recipe const& recipe, BuildOptions const& options);

/// The snapshot as a file, with what it was made of as attributes. It has been read back, with all
/// checks of a snapshot; what these warn of is added to the warnings.
std::string file_of(Built& built, Recipe const& recipe);

/// A part as one line: what, when, files, notes.
std::string line_of(ReadAs const& part);
/// All parts as a JSON list, which `market build --json` prints and the snapshot keeps. Files are
/// given by their names; where the list gets longer than `most_bytes`, by the first and the number
/// of the others.
std::string parts_json(std::vector<ReadAs> const& parts, std::size_t most_bytes);

/// What was read as what, totals, and the fuel near the price, for a terminal.
std::string built_text(Built const& built, words::TextStyle const& style);
/// The same as one JSON document.
std::string built_json(Built const& built);

}  // namespace liq::building
