/// \file
/// Candles of `fetch_ohlcv` of the ccxt library, as JSON or CSV: time in milliseconds, open, high,
/// low, close, volume. What the volume counts depends on the exchange; the file does not say it.

#include <algorithm>

#include "host/data/formats/formats.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

bool recognises(std::string_view head) {
    if (!looks_like_json(head)) return false;
    // A list of lists that begin with a count of milliseconds.
    auto const first = head.find_first_not_of("[ \t\r\n\xef\xbb\xbf");
    if (first == head.npos) return false;
    std::string_view const before = head.substr(0, first);
    auto const comma = head.find(',', first);
    if (std::count(before.begin(), before.end(), '[') != 2 || comma == head.npos) return false;
    // Klines of a venue have more values, whose meaning is not that of ccxt.
    auto const row = head.substr(first, head.find(']', first) - first);
    if (std::ranges::count(row, ',') > 5) return false;
    auto const time = parse_number(head.substr(first, comma - first));
    return time && *time > 1e11 && *time < 1e14;
}

void read_lists(ByteStream& stream, std::uint32_t file, Candles& series) {
    for_each_json(stream, [&](nlohmann::json const& value, std::uint64_t row) {
        JsonPlace const place = JsonPlace{stream.name(), ""}.at(static_cast<std::size_t>(row - 1));
        require(value.is_array() && (value.size() == 5 || value.size() == 6),
                place.text() + " is no list of time, open, high, low, close and volume");
        auto const number = [&](std::size_t i) { return number_of(value[i], place.at(i)); };
        auto const time = time_of_count(number(0));
        require(time.has_value(),
                place.at(std::size_t{0}).text() + " is not a time in milliseconds");
        Candle bar;
        bar.at = row_at(file, row);
        bar.time = *time;
        bar.open = number(1);
        bar.high = number(2);
        bar.low = number(3);
        bar.close = number(4);
        if (value.size() > 5) bar.volume = number(5);
        series.rows.push_back(bar);
    });
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Candles& series) {
    series.label = Label::start;
    if (looks_like_json(stream.head())) {
        require(reading.symbol.empty() && reading.columns.empty(),
                stream.name() + ": lists of candles have fixed columns and no symbol; leave " +
                    words_for_symbol(reading.stated_by) + " and " +
                    words_for_columns(reading.stated_by) + " out");
        return read_lists(stream, file, series);
    }
    Reading by_name = reading;
    auto const& names = by_name.columns;
    if (names.empty())
        by_name.columns = {{"time", "1"}, {"open", "2"},  {"high", "3"},
                           {"low", "4"},  {"close", "5"}, {"volume", "6"}};
    csv_candles.read(stream, by_name, file, series);
}

}  // namespace

CandleFormat const ccxt_candles{
    "ccxt",
    "fetch_ohlcv of ccxt as JSON or CSV; time is the begin of the bar, in milliseconds; the "
    "exchange decides what the volume counts",
    recognises, read};

}  // namespace liq::data
