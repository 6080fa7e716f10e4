/// \file
/// Candles of Bybit: `v5/market/kline`, and those of mark and index prices; newest first.
///
/// Lists of seven texts: start, open, high, low, close, volume, turnover. Of linear contracts and
/// at spot the volume counts coin and the turnover the quote currency; of inverse contracts the
/// volume counts USD and the turnover coin. Mark and index prices have the first five. The candle
/// of the moment is among them, and no value says so; the answer's own `time` does.

#include <algorithm>
#include <vector>

#include "host/data/answers.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_lists.hpp"
#include "host/data/json_time.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/utc_time.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

constexpr std::size_t n_traded = 7, n_without_volume = 5;
constexpr PricePlaces places{.open = 1, .high = 2, .low = 3, .close = 4};

bool recognises(std::string_view head) {
    if (!looks_like_json(head) || head.find("\"retCode\"") == head.npos) return false;
    auto const lists = first_lists(behind_key(head, "list"), 1);
    return !lists.empty() &&
           (lists.front().size() == n_traded || lists.front().size() == n_without_volume);
}

bool is_inverse(json const& result, JsonPlace const& place) {
    return word_at(result, "category", {"linear", "inverse", "spot"}, place) == "inverse";
}

/// Leaves out what had not ended when the venue answered.
void drop_running(std::vector<Candle>& rows, std::int64_t answered, std::string const& name,
                  Candles& series) {
    std::vector<std::int64_t> times;
    for (auto const& bar : rows) times.push_back(bar.time);
    std::ranges::sort(times);
    std::int64_t length = 0;
    for (std::size_t i = 1; i < times.size(); ++i)
        if (auto const step = times[i] - times[i - 1]; step > 0)
            length = length == 0 ? step : std::min(length, step);
    require(length > 0 || rows.empty(),
            name +
                ": has one candle, so that neither its length nor whether it had ended when the "
                "venue answered is known. Ask for at least two (limit)");
    auto const n =
        std::erase_if(rows, [&](Candle const& bar) { return bar.time + length > answered; });
    if (n > 0)
        series.notes.push_back(name + ": " +
                               words::counted(n, "candle that had not ended was left out",
                                              "candles that had not ended were left out") +
                               " (the venue answered at " + words::iso_utc(answered / 1'000) + ")");
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Candles& series) {
    refuse_columns(reading, stream.name(), "candles of Bybit", true);
    series.label = Label::start;
    json const answer = read_json(stream);
    JsonPlace const root{stream.name(), ""}, at_result = root.at("result");
    json const& result = result_of_bybit(answer, root);
    SymbolFilter filter(reading, stream.name());
    filter.takes(text_at(result, "symbol", at_result));
    filter.finish();
    bool const inverse = is_inverse(result, at_result);
    json const& data = member(result, "list", at_result);
    JsonPlace const at_list = at_result.at("list");
    require(data.is_array(), at_list.text() + " is not a list");
    std::vector<Candle> rows;
    for (std::size_t i = 0; i < data.size(); ++i) {
        JsonPlace const place = at_list.at(i);
        json const& list = data[i];
        bool const is_traded = list.is_array() && list.size() == n_traded;
        require(is_traded || (list.is_array() && list.size() == n_without_volume),
                place.text() +
                    " is no list of 7 values (5 of mark and index prices), which a "
                    "candle of Bybit is");
        Candle bar = candle_of_list(list, places, place, row_at(file, i + 1));
        if (is_traded) {
            bar.volume = number_of(list[inverse ? 6 : 5], place.at(inverse ? 6 : 5));
            bar.turnover = number_of(list[inverse ? 5 : 6], place.at(inverse ? 5 : 6));
            agree(series.volume_unit, Unit::coin, series, file);
            agree(series.turnover_unit, Unit::usd, series, file);
        }
        rows.push_back(bar);
    }
    drop_running(rows, time_at(answer, "time", root), stream.name(), series);
    series.rows.insert(series.rows.end(), rows.begin(), rows.end());
}

}  // namespace

CandleFormat const bybit_candles{
    "bybit",
    "kline of Bybit, and those of mark and index prices; time is the begin of the bar; volume in "
    "coin (of inverse contracts in USD, with a turnover in coin); what had not ended is left out",
    recognises, read};

}  // namespace liq::data
