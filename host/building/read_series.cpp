#include "host/building/read_series.hpp"

#include "host/data/candle_files.hpp"
#include "host/data/format.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::building {
namespace {

/// Refuses what a recipe states of files that say it themselves, unless it is the same.
void require_same(data::Liquidations const& series, LiquidationInput const& input) {
    if (series.format == "csv") return;
    std::string const& file = series.files.front();
    std::string const side_is = series.format == "binance-force-orders" ? "order"
                                : series.format == "bybit-liquidations" ? "position"
                                                                        : "";
    require(input.side_is.empty() || input.side_is == side_is,
            file + ": side_is = \"" + words::printable(input.side_is.substr(0, 60)) +
                "\" is stated; files of " + series.format +
                (side_is.empty() ? " name longs and shorts" : " give the side of the " + side_is));
    require(input.unit == data::Unit::unknown,
            file + ": files of " + series.format +
                " say what they count; leave unit of the liquidations out");
}

}  // namespace

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
    require_same(series, input);
    if (!input.completeness.empty()) series.completeness = input.completeness;
    return series;
}

}  // namespace liq::building
