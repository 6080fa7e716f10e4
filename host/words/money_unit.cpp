#include "host/words/money_unit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "host/words/numbers.hpp"

namespace liq::words {
namespace {

constexpr std::array<MoneyUnit, 5> units{{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}, {}}};
constexpr double least = 0.1, most = 1e4;

}  // namespace

MoneyUnit money_unit(std::vector<double> const& amounts) {
    double smallest = std::numeric_limits<double>::infinity(), largest = 0;
    for (double const amount : amounts) {
        double const size = std::abs(amount);
        if (!std::isfinite(size) || size == 0) continue;
        smallest = std::min(smallest, size);
        largest = std::max(largest, size);
    }
    for (MoneyUnit const& unit : units)
        if (largest >= unit.size && largest < most * unit.size && smallest >= least * unit.size)
            return unit;
    MoneyUnit fallback;  // amounts that are too different for one unit: small ones lose digits
    for (MoneyUnit const& unit : units)
        if (largest < most * unit.size) fallback = unit;
    return fallback;
}

std::string money_in(double usd, MoneyUnit unit) {
    if (!std::isfinite(usd)) return unknown;
    if (usd == 0) return "$0";
    double const size = std::abs(usd) / unit.size;
    int const digits = unit.size == 1 || size == 0 || size >= 99.95 ? 0
                       : size >= 9.995                              ? 1
                       : size >= 0.9995                             ? 2
                       : size >= 0.09995                            ? 3
                       : size >= 0.00005                            ? 4
                                                                    : 2;
    std::string const text = plain(size, digits);
    bool const is_zero = text.find_first_not_of("0.") == text.npos;
    return (usd < 0 && !is_zero ? "-$" : "$") + text + unit.suffix;
}

std::string profit_in(double usd, MoneyUnit unit) {
    return (usd >= 0 && std::isfinite(usd) ? "+" : "") + money_in(usd, unit);
}

}  // namespace liq::words
