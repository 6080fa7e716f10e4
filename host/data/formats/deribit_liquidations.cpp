/// \file
/// Liquidations of Deribit: trades (`public/get_last_trades_by_...`, and messages of the channel
/// `trades`) that have the member `liquidation`.
///
/// `direction` is that of the taker, and `liquidation` says who was liquidated: T the taker, M the
/// maker, whose direction is the other one, MT both. A sale that is forced closes a long. `amount`
/// counts USD for perpetuals and futures that are inverse (BTC-PERPETUAL), and coin for linear ones
/// (BTC_USDC-PERPETUAL). A trade counts once, by its trade_id, however often answers list it.

#include <algorithm>
#include <string>

#include "host/data/checked_rows.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_time.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

constexpr char const* in_parts =
    "an answer of Deribit at least says that the venue has more trades of what was asked for "
    "(has_more). Are all its parts here?";

bool recognises(std::string_view head) {
    if (!looks_like_json(head)) return false;
    return std::ranges::all_of(
        std::initializer_list<std::string_view>{"\"trade_seq\"", "\"trade_id\"",
                                                "\"instrument_name\"", "\"direction\""},
        [&](auto key) { return head.find(key) != head.npos; });
}

/// BTC-PERPETUAL and BTC-27JUN25 are inverse, BTC_USDC-PERPETUAL is linear.
Contract contract_of(std::string_view name, std::string const& place) {
    auto const dash = name.find('-');
    std::string_view const pair = name.substr(0, dash);
    std::string_view const term = dash == name.npos ? std::string_view() : name.substr(dash + 1);
    auto const underscore = pair.find('_');
    std::string_view const quote =
        underscore == pair.npos ? std::string_view() : pair.substr(underscore + 1);
    bool const is_future = !term.empty() && term.find('-') == term.npos;
    require(is_future && (underscore == pair.npos || quote == "USDC" || quote == "USDT"),
            place + ": " + words::printable(name.substr(0, 60)) +
                " is neither a perpetual contract nor a future, of which it is known what amounts "
                "count (BTC-PERPETUAL: USD; BTC_USDC-PERPETUAL: coin)");
    return underscore == pair.npos ? Contract::inverse : Contract::linear;
}

/// Who was liquidated in a trade.
struct Liquidated {
    bool taker = false, maker = false;
};
Liquidated liquidated_in(json const& trade, JsonPlace const& place) {
    if (!trade.contains("liquidation") || trade["liquidation"].is_null()) return {};
    std::string const who = word_at(trade, "liquidation", {"M", "T", "MT"}, place);
    return {.taker = who != "M", .maker = who != "T"};
}

class Trades {
  public:
    Trades(Reading const& reading, std::string const& name, std::uint32_t file,
           Liquidations& series)
        : filter_(reading, name), name_(name), file_(file), series_(series) {}

    void take(json const& value, std::uint64_t number) {
        JsonPlace place = JsonPlace{name_, ""}.at(number - 1);
        require(value.is_object(), place.text() + " is not an object");
        if (value.contains("error"))
            refuse(place.text() + ": is an error message of the venue: " +
                   words::printable(value["error"].dump().substr(0, 200)));
        if (value.contains("trade_id")) return take_trade(value, number, place);
        if (value.contains("params")) {
            json const& params = value["params"];
            return take_list(member(params, "data", place.at("params")), number,
                             place.at("params").at("data"));
        }
        json const& result = member(value, "result", place);
        // The answer to a subscription names its channels.
        if (result.is_array()) return;
        place = place.at("result");
        take_list(member(result, "trades", place), number, place.at("trades"));
        bool const is_part = result.contains("has_more") && result["has_more"] == true;
        if (is_part && std::ranges::find(series_.notes, in_parts) == series_.notes.end())
            series_.notes.emplace_back(in_parts);
    }
    void finish() {
        filter_.finish();
        note_told_before(series_, name_, n_again_);
        if (n_liquidations_ == 0)
            series_.notes.push_back(name_ + ": none of " + words::counted(n_, "trade") +
                                    " was a liquidation");
    }

  private:
    void take_list(json const& list, std::uint64_t number, JsonPlace const& place) {
        require(list.is_array(), place.text() + " is not a list");
        for (std::size_t i = 0; i < list.size(); ++i) take_trade(list[i], number, place.at(i));
    }

    void take_trade(json const& trade, std::uint64_t number, JsonPlace const& place) {
        std::string const symbol = text_at(trade, "instrument_name", place);
        if (!filter_.takes(symbol)) return;
        ++n_;
        Contract const contract = contract_of(symbol, place.text());
        agree(series_.contract, contract, series_, file_);
        auto const [taker, maker] = liquidated_in(trade, place);
        if (!taker && !maker) return;
        std::string const direction = word_at(trade, "direction", {"buy", "sell"}, place);
        double const amount = number_at(trade, "amount", place);
        double const price = number_at(trade, "price", place);
        require(price > 0, place.at("price").text() + " must be positive");
        Liquidation row;
        row.at = row_at(file_, number);
        row.time = time_at(trade, "timestamp", place);
        row.usd = contract == Contract::inverse ? amount : amount * price;
        std::string const name = symbol + ' ' + member(trade, "trade_id", place).dump();
        bool const taker_sold = direction == "sell";
        if (taker) add(taker_sold, name, row, place);
        if (maker) add(!taker_sold, name, row, place);
    }

    void add(bool sold, std::string const& trade, Liquidation row, JsonPlace const& place) {
        ++n_liquidations_;
        row.side = sold ? Side::long_side : Side::short_side;
        std::string const name = trade + (sold ? " sold" : " bought");
        n_again_ += add_once(series_, name, row, place.text()) ? 1 : 0;
    }

    SymbolFilter filter_;
    std::string name_;
    std::uint32_t file_;
    Liquidations& series_;
    std::size_t n_ = 0, n_liquidations_ = 0, n_again_ = 0;
};

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Liquidations& series) {
    require_same_statements(reading, "", stream.name());
    Trades trades(reading, stream.name(), file, series);
    for_each_json(stream,
                  [&](json const& value, std::uint64_t number) { trades.take(value, number); });
    trades.finish();
}

}  // namespace

LiquidationFormat const deribit_liquidations{
    "deribit-liquidations",
    "trades of Deribit that say who was liquidated (liquidation: M, T, MT); inverse: USD, linear: "
    "coin",
    recognises, read};

}  // namespace liq::data
