/// \file
/// `clearinghouseState` of Hyperliquid: the account of one user, or of many.
///
/// `szi` is signed, `positionValue` is at the mark price. An isolated position carries its own
/// dollars, `leverage.rawUsd`: its equity at a price p is szi p + rawUsd, whatever `leverage.value`
/// says. Cross positions share `crossMarginSummary.accountValue`; the venue's `liquidationPx`
/// takes the other positions of the account into account. (Documentation of Hyperliquid, "Info
/// endpoint", "Liquidations".)

#include <cmath>
#include <string>

#include "host/data/formats/formats.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool recognises(std::string_view head) {
    return head.find("\"assetPositions\"") != head.npos ||
           (head.find("\"marginSummary\"") != head.npos &&
            head.find("\"crossMarginSummary\"") != head.npos);
}

class States {
  public:
    States(Reading const& reading, std::uint32_t file, AccountPositions& into)
        : market_(reading.symbol.empty() ? reading.asset : reading.symbol),
          file_(file),
          into_(into) {}

    /// A state, an answer that holds one, a pair of an address and a state, or states by address.
    void add(json const& value, JsonPlace const& place, int depth = 0) {
        require(depth < 4 && value.is_structured(),
                place.text() +
                    " is no clearinghouseState; accepted: an object with "
                    "assetPositions, a list of such objects, or objects by address");
        if (value.contains("assetPositions")) return add_state(value, place);
        if (value.contains("clearinghouseState"))
            return add(value["clearinghouseState"], place.at("clearinghouseState"), depth + 1);
        if (value.is_array() && value.size() == 2 && value[0].is_string())
            return add(value[1], place.at(1), depth + 1);
        require(!value.empty() || depth == 0, place.text() + " is empty");
        if (value.is_array())
            for (std::size_t i = 0; i < value.size(); ++i) add(value[i], place.at(i), depth + 1);
        else
            for (auto const& [key, state] : value.items())
                add(state, place.at(words::printable(key)), depth + 1);
    }

  private:
    void add_state(json const& state, JsonPlace const& place) {
        auto const& list = state["assetPositions"];
        require(list.is_array(), place.text() + ".assetPositions is not a list");
        JsonPlace const below = place.at("assetPositions");
        for (std::size_t i = 0; i < list.size(); ++i) {
            JsonPlace const at = below.at(i).at("position");
            add_position(state, place, member(list[i], "position", below.at(i)), at);
        }
    }

    void add_position(json const& state, JsonPlace const& account, json const& position,
                      JsonPlace const& at) {
        if (text_at(position, "coin", at) != market_) return into_.leave_out(of_another_market);
        double const size = number_at(position, "szi", at);
        if (size == 0) return into_.leave_out(closed_position);
        AccountPosition row;
        row.at = row_at(file_, ++n_rows_);
        row.side = size > 0 ? Side::long_side : Side::short_side;
        row.size = std::abs(size);
        row.notional = number_at(position, "positionValue", at);
        row.entry = number_or_nothing(position, "entryPx", at);
        row.liquidation_price = number_or_nothing(position, "liquidationPx", at);
        double const time = number_or_nothing(state, "time", account);
        if (time > 0) row.time = time_of_count(time).value_or(0);
        auto const& leverage = member(position, "leverage", at);
        row.leverage = number_at(leverage, "value", at.at("leverage"));
        double const highest = number_or_nothing(position, "maxLeverage", at);
        if (row.leverage > highest) return into_.leave_out(over_leverage);
        std::string const type =
            word_at(leverage, "type", {"isolated", "cross"}, at.at("leverage"));
        row.isolated = type == "isolated";
        if (row.isolated)
            add_margin(position, leverage, at, row);
        else
            add_account(state, account, row);
        add_checked(into_, row, at.text());
    }

    static void add_margin(json const& position, json const& leverage, JsonPlace const& at,
                           AccountPosition& row) {
        double const dollars = number_or_nothing(leverage, "rawUsd", at.at("leverage"));
        double const worth = row.side == Side::long_side ? row.notional : -row.notional;
        row.margin = std::isnan(dollars) ? number_at(position, "marginUsed", at) : worth + dollars;
    }
    static void add_account(json const& state, JsonPlace const& account, AccountPosition& row) {
        row.account_value = number_at(member(state, "crossMarginSummary", account), "accountValue",
                                      account.at("crossMarginSummary"));
        row.account_maintenance = number_or_nothing(state, "crossMaintenanceMarginUsed", account);
    }

    std::string market_;
    std::uint32_t file_;
    AccountPositions& into_;
    std::uint64_t n_rows_ = 0;
};

void read(ByteStream& stream, Reading const& reading, std::uint32_t file,
          AccountPositions& positions) {
    agree(positions.contract, Contract::linear, positions, file);
    States states(reading, file, positions);
    JsonPlace const root{stream.name(), ""};
    for_each_json(stream, [&](json const& value, std::uint64_t number) {
        states.add(value, root.at(static_cast<std::size_t>(number - 1)));
    });
}

}  // namespace

AccountFormat const hyperliquid_state{
    "hyperliquid-state",
    "clearinghouseState of Hyperliquid, one or many: a list, a line each, or by address; sizes in "
    "coin, values in USD at the mark price",
    recognises, read};

}  // namespace liq::data
