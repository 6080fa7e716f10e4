/// \file
/// One unit for all amounts of money of a table, so that its rows can be compared at a glance.
#pragma once

#include <string>
#include <vector>

namespace liq::words {

struct MoneyUnit {
    double size = 1;          ///< USD
    char const* suffix = "";  ///< "", "K", "M", "B" or "T"
};

/// The unit for a table with these amounts [USD]; those that are not finite do not count. It is the
/// largest one in which the smallest amount that is not 0 is still 0.1, unless the largest amount
/// then has more than four digits before the point: small amounts then lose digits.
MoneyUnit money_unit(std::vector<double> const& amounts);

/// An amount in three digits, or all digits before the point: $2,210M, $38.1M, -$0.25M.
std::string money_in(double usd, MoneyUnit unit);
/// The same with a sign also for gains: +$38.1M.
std::string profit_in(double usd, MoneyUnit unit);

}  // namespace liq::words
