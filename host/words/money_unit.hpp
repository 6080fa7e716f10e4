/// \file
/// One unit for all amounts of money of a table, so that its rows can be compared at a glance.
#pragma once

#include <string>
#include <vector>

namespace liq::words {

struct MoneyUnit {
    double size = 1;          ///< USD
    char const* suffix = "";  ///< "", "K", "M", "B" or "T"
    int decimals = 0;         ///< digits after the point of every amount
};

/// The unit for a table with these amounts [USD]; those that are not finite do not count. It is the
/// largest one in which the smallest amount that is not 0 is still 0.1, unless the largest amount
/// then has more than four digits before the point: small amounts then lose digits. The largest
/// amount has three significant digits and the smallest two, as far as two digits after the point
/// give them.
MoneyUnit money_unit(std::vector<double> const& amounts);

/// An amount with the digits after the point of its table: $2,210M, $38M, or $48.00B, -$0.78B. One
/// that would look like 0 has four: $0.0009M.
std::string money_in(double usd, MoneyUnit unit);
/// The same with a sign also for gains: +$38.1M.
std::string profit_in(double usd, MoneyUnit unit);

}  // namespace liq::words
