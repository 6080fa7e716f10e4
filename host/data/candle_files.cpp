#include "host/data/candle_files.hpp"

#include <utility>

#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"

namespace liq::data {

Candles read_candles(CandleFiles const& candles) {
    auto series = read_files<Candles>(candles.files, candles.format, candles.reading, "candles");
    if (candles.prices_only)
        for (auto& row : series.rows) row.volume = row.turnover = missing;
    if (candles.label) series.label = *candles.label;
    return series;
}

CandlesRead read_bars(CandleFiles const& candles, Repairs const& repairs) {
    auto series = read_candles(candles);
    std::string const what = words::counted(series.rows.size(), "row") + " of " + series.format;
    bool const begins = series.label == Label::start;
    CandlesRead read{bars_of(std::move(series), candles.volume, candles.contract_size, repairs),
                     {}};
    read.read_as = what + ", " + words::duration(static_cast<double>(read.bars.seconds)) +
                   (begins ? ", time is the begin" : ", time is the end");
    return read;
}

}  // namespace liq::data
