/// \file
/// Liquidations of OKX: answers of `public/liquidation-orders`, and messages of the channel
/// `liquidation-orders`, one after the other.
///
/// Each instrument has a list of `details`. `side` is that of the order, so that sell closes a
/// long; `posSide` names the position where it is not `net`, and must say the same. `sz` counts
/// contracts, whose size the recipe states, and `bkPx` is the bankruptcy price. The channel tells
/// at most one order a contract and second. No order has a name: what a later answer lists again,
/// alike in time, side, size and price, is the same order, and what one answer lists twice are two.

#include <map>
#include <string>

#include "host/data/answers.hpp"
#include "host/data/checked_rows.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_time.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool recognises(std::string_view head) {
    return looks_like_json(head) && head.find("\"details\"") != head.npos &&
           head.find("\"bkPx\"") != head.npos;
}

/// Of the position that was liquidated.
Side side_of(json const& detail, JsonPlace const& place) {
    std::string const order = word_at(detail, "side", {"sell", "buy"}, place);
    bool const is_named = detail.contains("posSide") && detail["posSide"] != "";
    std::string const position =
        is_named ? word_at(detail, "posSide", {"long", "short", "net"}, place) : "net";
    bool const is_long = order == "sell";
    if (position == "net") return is_long ? Side::long_side : Side::short_side;
    require(is_long == (position == "long"),
            place.text() + ": side = \"" + order + "\" opens a " + position +
                " position (posSide), where an order of a liquidation closes one");
    return is_long ? Side::long_side : Side::short_side;
}

Contract contract_of(std::string const& name, JsonPlace const& place) {
    auto const contract = contract_at_okx(name);
    require(contract.has_value(), place.at("instId").text() + " = \"" +
                                      words::printable(name.substr(0, 60)) +
                                      "\": whether it is linear or inverse is not known");
    return *contract;
}

class Answers {
  public:
    Answers(Reading const& reading, std::string const& name, std::uint32_t file,
            Liquidations& series)
        : reading_(reading), filter_(reading, name), name_(name), file_(file), series_(series) {}

    void take(json const& answer, std::uint64_t number) {
        JsonPlace const place = JsonPlace{name_, ""}.at(number - 1);
        if (answer.is_object() && answer.contains("event")) {
            require(answer["event"] != "error",
                    place.text() + ": is an error message of the venue");
            return;
        }
        bool const is_message = answer.is_object() && answer.contains("arg");
        if (is_message) series_.completeness = "one order a contract and second: a lower bound";
        json const& data = is_message ? member(answer, "data", place) : data_of_okx(answer, place);
        JsonPlace const at_data = place.at("data");
        require(data.is_array(), at_data.text() + " is not a list");
        listed_.clear();
        for (std::size_t i = 0; i < data.size(); ++i)
            take_instrument(data[i], number, at_data.at(i));
    }
    void finish() {
        filter_.finish();
        note_told_before(series_, name_, n_again_);
    }

  private:
    void take_instrument(json const& instrument, std::uint64_t number, JsonPlace const& place) {
        std::string const symbol = text_at(instrument, "instId", place);
        if (!filter_.takes(symbol)) return;
        Contract const contract = contract_of(symbol, place);
        agree(series_.contract, contract, series_, file_);
        double const size = stated_contract_size(reading_, symbol, contract, place.text());
        json const& details = member(instrument, "details", place);
        JsonPlace const at_details = place.at("details");
        require(details.is_array(), at_details.text() + " is not a list");
        for (std::size_t i = 0; i < details.size(); ++i)
            take_order(details[i], contract, size, row_at(file_, number), at_details.at(i));
    }

    void take_order(json const& detail, Contract contract, double size, Row at,
                    JsonPlace const& place) {
        double const n = number_at(detail, "sz", place), price = number_at(detail, "bkPx", place);
        require(price > 0, place.at("bkPx").text() + " must be positive");
        Liquidation row;
        row.at = at;
        row.time = time_at(detail, "ts", place);
        row.side = side_of(detail, place);
        row.usd = n * size * (contract == Contract::inverse ? 1.0 : price);
        std::string order = std::to_string(row.time);
        for (char const* key : {"side", "posSide", "sz", "bkPx"})
            order += ' ' + (detail.contains(key) ? detail[key].dump() : std::string());
        order += ' ' + std::to_string(++listed_[order]);
        n_again_ += add_once(series_, order, row, place.text()) ? 1 : 0;
    }

    Reading const& reading_;
    SymbolFilter filter_;
    std::string name_;
    std::uint32_t file_;
    Liquidations& series_;
    std::map<std::string, std::size_t> listed_;  ///< how often this answer has an order like it
    std::size_t n_again_ = 0;
};

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Liquidations& series) {
    require_same_statements(reading, "order", stream.name());
    Answers answers(reading, stream.name(), file, series);
    for_each_json(stream,
                  [&](json const& answer, std::uint64_t number) { answers.take(answer, number); });
    answers.finish();
}

}  // namespace

LiquidationFormat const okx_liquidations{
    "okx-liquidations",
    "liquidation-orders of OKX, answers and messages of the channel; sell closes a long; in "
    "contracts of contract_size, at the bankruptcy price",
    recognises, read};

}  // namespace liq::data
