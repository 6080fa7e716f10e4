/// \file
/// Candles of OKX: `market/candles` and `market/history-candles`, newest first.
///
/// Lists of nine texts: ts, o, h, l, c, vol, volCcy, volCcyQuote, confirm. `vol` counts contracts,
/// or coin at spot; `volCcy` counts coin, or the quote currency at spot; `volCcyQuote` always
/// counts the quote currency. The answer names no instrument, so that the prices of a row tell
/// which of the two is the coin. Index and mark prices have six: ts, o, h, l, c, confirm. `confirm`
/// is 0 for a candle that has not ended: it is left out and counted.

#include <string>

#include "host/data/answers.hpp"
#include "host/data/candle_volumes.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_lists.hpp"
#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/printable.hpp"
#include "host/words/values.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

constexpr std::size_t n_traded = 9, n_without_volume = 6;
constexpr PricePlaces places{.open = 1, .high = 2, .low = 3, .close = 4};

bool recognises(std::string_view head) {
    if (!looks_like_json(head) || !behind_key(head, "code").starts_with("\"0\"")) return false;
    auto const lists = first_lists(behind_key(head, "data"), 1);
    if (lists.empty()) return false;
    auto const& list = lists.front();
    return (list.size() == n_traded || list.size() == n_without_volume) &&
           (list.back() == "\"0\"" || list.back() == "\"1\"") && list[1].starts_with('"');
}

bool has_ended(json const& confirm, JsonPlace const& place) {
    if (confirm == "1") return true;
    if (confirm == "0") return false;
    refuse(place.text() + " = " + words::printable(confirm.dump().substr(0, 60)) +
           " does not say whether the candle has ended (confirm); accepted: \"0\", \"1\"");
}

/// Volume in coin and turnover. At spot `volCcy` repeats `volCcyQuote`, and `vol` is the coin.
void add_volumes(json const& list, JsonPlace const& place, Candle& bar) {
    double const vol = number_of(list[5], place.at(5)), coin = number_of(list[6], place.at(6));
    bar.turnover = number_of(list[7], place.at(7));
    if (vol == 0 && coin == 0 && bar.turnover == 0) {
        bar.volume = 0;
        return;
    }
    if (coin == bar.turnover && is_price_of(bar, bar.turnover / vol))
        bar.volume = vol;
    else if (is_price_of(bar, bar.turnover / coin))
        bar.volume = coin;
    else
        refuse(place.text() + ": vol " + words::plain_number(vol) + ", volCcy " +
               words::plain_number(coin) + " and volCcyQuote " + words::plain_number(bar.turnover) +
               " fit neither contracts, coin and what they cost, nor coin at spot, at " +
               words::plain_number(bar.low) + " to " + words::plain_number(bar.high) +
               ". Are the values in another order?");
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Candles& series) {
    refuse_columns(reading, stream.name(), "candles of OKX", false);
    series.label = Label::start;
    json const answer = read_json(stream);
    JsonPlace const root{stream.name(), ""}, at_data = root.at("data");
    json const& data = data_of_okx(answer, root);
    std::size_t n_running = 0;
    for (std::size_t i = 0; i < data.size(); ++i) {
        JsonPlace const place = at_data.at(i);
        json const& list = data[i];
        bool const is_traded = list.is_array() && list.size() == n_traded;
        require(is_traded || (list.is_array() && list.size() == n_without_volume),
                place.text() +
                    " is no list of 9 values (6 of index and mark prices), which a "
                    "candle of OKX is");
        if (!has_ended(list.back(), place.at(list.size() - 1))) {
            ++n_running;
            continue;
        }
        Candle bar = candle_of_list(list, places, place, row_at(file, i + 1));
        if (is_traded) {
            add_volumes(list, place, bar);
            agree(series.volume_unit, Unit::coin, series, file);
            agree(series.turnover_unit, Unit::usd, series, file);
        }
        series.rows.push_back(bar);
    }
    if (n_running > 0)
        series.notes.push_back(stream.name() + ": " +
                               words::counted(n_running, "candle that had not ended was left out",
                                              "candles that had not ended were left out") +
                               " (confirm = 0)");
}

}  // namespace

CandleFormat const okx_candles{
    "okx",
    "candles and history-candles of OKX, spot and contracts, and those of index and mark prices; "
    "time is the begin of the bar; volume in coin; what has not ended (confirm = 0) is left out",
    recognises, read};

}  // namespace liq::data
