#include "host/report/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "host/words/price.hpp"

namespace liq::report {
namespace {

constexpr char const* unknown = "not known";

std::string with_decimals(double value, int decimals) {
    std::array<char, 400> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

/// Three significant figures below 1,000.
std::string three_figures(double value) {
    double const size = std::abs(value);
    return with_decimals(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

}  // namespace

std::string money(double usd) {
    if (!std::isfinite(usd)) return unknown;
    std::string const sign = usd < 0 ? "-$" : "$";
    double const size = std::abs(usd);
    if (size >= 999.5e9) return sign + three_figures(size / 1e12) + "T";
    if (size >= 999.5e6) return sign + three_figures(size / 1e9) + "B";
    if (size >= 999.5e3) return sign + three_figures(size / 1e6) + "M";
    if (size >= 999.5) return sign + three_figures(size / 1e3) + "K";
    return sign + with_decimals(size, 0);
}

std::string price_text(double usd) {
    if (!std::isfinite(usd)) return unknown;
    // Six figures are enough for a result; the question keeps what the scenario says.
    double const unit = usd == 0 ? 1 : std::pow(10.0, std::floor(std::log10(std::abs(usd))) - 5);
    return "$" + words::price_in_words(unit >= 1 ? std::round(usd) : std::round(usd / unit) * unit);
}

std::string percent(double share, int digits) {
    return std::isfinite(share) ? with_decimals(100 * share, digits) + " %" : unknown;
}

std::string points(double share, int digits) {
    if (!std::isfinite(share)) return unknown;
    double const rounded = std::stod(with_decimals(100 * share, digits));
    return (rounded < 0 ? "-" : "+") + with_decimals(std::abs(rounded), digits) + " pp";
}

int digits_for(double standard_error) {
    if (!std::isfinite(standard_error) || standard_error <= 0) return 2;
    return std::clamp(1 - static_cast<int>(std::floor(std::log10(100 * standard_error))), 1, 6);
}

std::string significant(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4g", value);
    return text.data();
}

std::string whole(std::uint64_t count) {
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string time_text(double seconds) {
    if (!std::isfinite(seconds)) return unknown;
    struct Unit {
        double length;
        char const* name;
    };
    for (auto const& [length, name] : {Unit{86'400, " d"}, Unit{3600, " h"}, Unit{60, " min"}})
        if (seconds >= length) {
            double const value = seconds / length;
            bool const is_whole = std::abs(value - std::round(value)) < 1e-9;
            return with_decimals(value, is_whole ? 0 : 1) + name;
        }
    bool const is_whole = seconds >= 1 && seconds == std::round(seconds);
    return with_decimals(seconds, is_whole ? 0 : seconds < 1 ? 3 : 1) + " s";
}

std::string metric(double value) {
    if (!std::isfinite(value)) return unknown;
    if (value >= 999.5e9) return three_figures(value / 1e12) + " T ";
    if (value >= 999.5e6) return three_figures(value / 1e9) + " G ";
    if (value >= 999.5e3) return three_figures(value / 1e6) + " M ";
    if (value >= 999.5) return three_figures(value / 1e3) + " k ";
    return three_figures(value) + " ";
}

}  // namespace liq::report
