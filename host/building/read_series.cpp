#include "host/building/read_series.hpp"

#include "host/data/format.hpp"

namespace liq::building {

data::Candles read_candles(Recipe const& recipe) {
    auto const& input = recipe.candles;
    data::Reading reading = reading_of(recipe, input.symbol, input.columns);
    reading.delimiter = input.delimiter;
    auto candles = data::read_files<data::Candles>(files_of(recipe, input.files, "candles"),
                                                   input.format, reading, "candles");
    if (input.label) candles.label = *input.label;
    return candles;
}

data::Liquidations read_liquidations(Recipe const& recipe, VenueInput const& venue) {
    auto const& input = *venue.liquidations;
    data::Reading reading = reading_of(recipe, input.symbol, input.columns);
    reading.side_is = input.side_is;
    auto series = data::read_files<data::Liquidations>(
        files_of(recipe, input.files, "venue " + venue.name + ", liquidations"), input.format,
        reading, "liquidations");
    if (!input.completeness.empty()) series.completeness = input.completeness;
    return series;
}

}  // namespace liq::building
