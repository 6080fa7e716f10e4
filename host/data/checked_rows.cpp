#include "host/data/checked_rows.hpp"

#include <cmath>

#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/printable.hpp"
#include "host/words/values.hpp"

namespace liq::data {
namespace {

/// Whether a number is there. One that is there must be finite and not negative.
bool is_there(double number, char const* what, std::string const& place) {
    if (std::isnan(number)) return false;
    require(std::isfinite(number) && number >= 0,
            place + ": " + what + " = " + words::plain_number(number) + " must not be negative");
    return true;
}

}  // namespace

void add_checked(OpenInterests& series, OpenInterest const& row, std::string const& place) {
    bool const has_amount = is_there(row.amount, "open interest", place);
    bool const has_value = is_there(row.value, "value of the open interest", place);
    require(has_amount || has_value, place + ": has neither an amount nor a value");
    series.rows.push_back(row);
}

void add_checked(Liquidations& series, Liquidation const& row, std::string const& place) {
    require(is_there(row.usd, "liquidated USD", place), place + ": has no amount");
    if (row.usd > 0) series.rows.push_back(row);
}

bool add_once(Liquidations& series, std::string const& name, Liquidation const& row,
              std::string const& place) {
    auto const found = series.told.find(name);
    if (found == series.told.end()) {
        add_checked(series, row, place);
        if (row.usd > 0) series.told.emplace(name, series.rows.size() - 1);
        return false;
    }
    Liquidation& before = series.rows[found->second];
    if (row.usd > before.usd) before.usd = row.usd;
    return true;
}

void note_told_before(Liquidations& series, std::string const& file, std::size_t n) {
    if (n == 0) return;
    series.notes.push_back(
        file + ": " +
        words::counted(n, "row tells again what was read before, and does not count twice",
                       "rows tell again what was read before, and do not count twice"));
}

double stated_contract_size(Reading const& reading, std::string_view symbol, Contract contract,
                            std::string const& place) {
    require(reading.contract_size > 0,
            place + ": sizes of " + words::printable(symbol.substr(0, 60)) +
                " are numbers of contracts, whose size is not in the file. State contract_size of "
                "the venue, in " +
                (contract == Contract::inverse ? "USD" : "coin"));
    return reading.contract_size;
}

Unit stated_unit(Reading const& reading, std::string const& file) {
    if (reading.unit.empty()) return Unit::unknown;
    for (Unit const unit : {Unit::usd, Unit::coin, Unit::contracts})
        if (reading.unit == unit_words[static_cast<std::size_t>(unit)]) return unit;
    refuse(file + ": unit = \"" + words::printable(reading.unit.substr(0, 60)) +
           "\" is not known; accepted: usd, coin, contracts");
}

void require_same_statements(Reading const& reading, std::string const& side,
                             std::string const& file) {
    require(reading.side_is.empty() || reading.side_is == side,
            file + ": side_is = \"" + words::printable(reading.side_is.substr(0, 60)) +
                "\" is stated; files of this format " +
                (side.empty() ? "say themselves whether a long or a short was liquidated"
                              : "give the side of the " + side));
    require(reading.unit.empty(), file +
                                      ": files of this format say what they count; leave unit of "
                                      "the liquidations out");
}

}  // namespace liq::data
