/// \file
/// Candles of Coinbase, newest first: `products/ID/candles` of Exchange, and of Advanced Trade.
///
/// Exchange hands out lists of six numbers in an order of its own: time in seconds, **low, high,
/// open, close**, volume. Advanced Trade hands out objects with the same names and `start`. The
/// volume counts coin. Minutes without a trade are not there. Nothing says whether the newest
/// candle had ended, and the result says that.

#include <algorithm>

#include "host/data/formats/formats.hpp"
#include "host/data/json_lists.hpp"
#include "host/data/json_time.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

constexpr std::size_t n_values = 6;
constexpr PricePlaces places{.open = 3, .high = 2, .low = 1, .close = 4};
constexpr char const* newest_is_not_known =
    "files of Coinbase do not say whether their newest candle had ended when they were fetched; it "
    "counts. Fetch it again after its end, or state an earlier as_of or --until";

/// Whether low and high, at these places, bound all prices of a row of numbers.
bool is_bounded(std::vector<double> const& row, std::size_t low, std::size_t high) {
    auto const [least, most] = std::minmax_element(row.begin() + 1, row.begin() + 5);
    return row[low] <= *least && row[high] >= *most;
}

/// Lists of six that begin with seconds may be of any source. These are Coinbase's where all rows
/// are in its order, and one row at least is in no order that has open, high, low, close.
bool is_of_exchange(std::string_view head) {
    constexpr double first = 1e9, last = 1e10;  // 2001 to 2286
    bool is_only_this = false;
    auto const lists = first_lists(head, 100);
    for (auto const& list : lists) {
        if (list.size() != n_values) return false;
        std::vector<double> row;
        for (auto const& text : list) {
            auto const number = parse_number(text);
            if (!number) return false;
            row.push_back(*number);
        }
        if (!(row[0] > first && row[0] < last) || !is_bounded(row, places.low, places.high))
            return false;
        is_only_this |= !is_bounded(row, 3, 2);
    }
    return is_only_this;
}

bool recognises(std::string_view head) {
    if (!looks_like_json(head)) return false;
    auto const candles = behind_key(head, "candles");
    if (!candles.starts_with('[')) return is_of_exchange(head);
    return std::ranges::all_of(
        std::initializer_list<std::string_view>{"start", "low", "high", "open", "close"},
        [&](auto key) { return !behind_key(candles, key).empty(); });
}

void read_lists(ByteStream& stream, std::uint32_t file, Candles& series) {
    for_each_json(stream, [&](json const& list, std::uint64_t row) {
        JsonPlace const place = JsonPlace{stream.name(), ""}.at(static_cast<std::size_t>(row - 1));
        require(list.is_array() && list.size() == n_values,
                place.text() +
                    " is no list of time, low, high, open, close and volume, which a "
                    "candle of Coinbase is");
        Candle bar = candle_of_list(list, places, place, row_at(file, row));
        bar.volume = number_of(list[5], place.at(5));
        series.rows.push_back(bar);
    });
}

void read_objects(ByteStream& stream, std::uint32_t file, Candles& series) {
    json const answer = read_json(stream);
    JsonPlace const root{stream.name(), ""}, at_list = root.at("candles");
    json const& list = member(answer, "candles", root);
    require(list.is_array(), at_list.text() + " is not a list");
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonPlace const place = at_list.at(i);
        Candle bar;
        bar.at = row_at(file, i + 1);
        bar.time = time_at(list[i], "start", place);
        bar.open = number_at(list[i], "open", place);
        bar.high = number_at(list[i], "high", place);
        bar.low = number_at(list[i], "low", place);
        bar.close = number_at(list[i], "close", place);
        bar.volume = number_or_nothing(list[i], "volume", place);
        series.rows.push_back(bar);
    }
}

bool is_object(std::string_view head) {
    return head.substr(0, head.find('[')).find('{') != head.npos;
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Candles& series) {
    refuse_columns(reading, stream.name(), "candles of Coinbase", false);
    series.label = Label::start;
    agree(series.volume_unit, Unit::coin, series, file);
    if (is_object(stream.head()))
        read_objects(stream, file, series);
    else
        read_lists(stream, file, series);
    if (std::ranges::find(series.notes, newest_is_not_known) == series.notes.end())
        series.notes.emplace_back(newest_is_not_known);
}

}  // namespace

CandleFormat const coinbase_candles{
    "coinbase",
    "candles of Coinbase: lists of Exchange (time in seconds, low, high, open, close, volume in "
    "coin), or of Advanced Trade with names; time is the begin of the bar",
    recognises, read};

}  // namespace liq::data
