#include "host/words/money_unit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "host/words/numbers.hpp"

namespace liq::words {
namespace {

constexpr std::array<MoneyUnit, 5> units{{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}, {}}};
constexpr double least = 0.1, too_large = 1e4;

/// The digits after the point with which the largest amount has three significant ones and the
/// smallest two, at most 2, or 1 where there are four before the point.
int decimals_of_table(double smallest, double largest) {
    int const of_largest = largest >= 99.95 ? 0 : largest >= 9.995 ? 1 : 2;
    int const of_smallest = smallest >= 9.95 ? 0 : smallest >= 0.995 ? 1 : 2;
    int const most = largest >= 999.5 ? 1 : 2;
    return std::max(of_largest, smallest >= least ? std::min(of_smallest, most) : 0);
}

}  // namespace

MoneyUnit money_unit(std::vector<double> const& amounts) {
    double smallest = std::numeric_limits<double>::infinity(), largest = 0;
    for (double const amount : amounts) {
        double const size = std::abs(amount);
        if (!std::isfinite(size) || size == 0) continue;
        smallest = std::min(smallest, size);
        largest = std::max(largest, size);
    }
    auto const found = [&] {
        for (MoneyUnit const& unit : units)
            if (largest >= unit.size && largest < too_large * unit.size &&
                smallest >= least * unit.size)
                return unit;
        MoneyUnit fallback;  // amounts that are too different for one unit: small ones lose digits
        for (MoneyUnit const& unit : units)
            if (largest < too_large * unit.size) fallback = unit;
        return fallback;
    };
    MoneyUnit unit = found();
    if (unit.size > 1) unit.decimals = decimals_of_table(smallest / unit.size, largest / unit.size);
    return unit;
}

std::string money_in(double usd, MoneyUnit unit) {
    if (!std::isfinite(usd)) return unknown;
    if (usd == 0) return "$0";
    double const size = std::abs(usd) / unit.size;
    // An amount that is not 0 does not look like it, as far as four digits show that.
    bool const vanishes = unit.size > 1 && plain(size, unit.decimals) == plain(0, unit.decimals);
    std::string const text = plain(size, vanishes && size >= 0.00005 ? 4 : unit.decimals);
    bool const is_zero = text.find_first_not_of("0.") == text.npos;
    return (usd < 0 && !is_zero ? "-$" : "$") + text + unit.suffix;
}

std::string profit_in(double usd, MoneyUnit unit) {
    std::string const text = money_in(usd, unit);
    return (text.starts_with('$') ? "+" : "") + text;
}

}  // namespace liq::words
