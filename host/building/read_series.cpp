#include "host/building/read_series.hpp"

#include "host/data/candle_files.hpp"
#include "host/data/format.hpp"

namespace liq::building {

data::Candles read_candles(Recipe const& recipe) {
    auto const& input = recipe.candles;
    data::CandleFiles candles{.files = files_of(recipe, input.files, "candles"),
                              .format = input.format,
                              .reading = reading_of(recipe, input.symbol, input.columns),
                              .label = input.label};
    candles.reading.delimiter = input.delimiter;
    return data::read_candles(candles);
}

data::Liquidations read_liquidations(Recipe const& recipe, VenueInput const& venue) {
    auto const& input = *venue.liquidations;
    data::Reading reading = reading_of(recipe, input.symbol, input.columns);
    reading.side_is = input.side_is;
    reading.contract_size = venue.contract_size;
    reading.contract = venue.contract;
    if (input.unit != data::Unit::unknown)
        reading.unit = data::unit_words[static_cast<std::size_t>(input.unit)];
    auto series = data::read_files<data::Liquidations>(
        files_of(recipe, input.files, "venue " + venue.name + ", liquidations"), input.format,
        reading, "liquidations");
    require_contract(series, venue);
    if (!input.completeness.empty()) series.completeness = input.completeness;
    return series;
}

}  // namespace liq::building
