#include "host/words/numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace liq::words {
namespace {

std::string fixed(double value, int decimals) {
    std::array<char, 400> text{};
    auto const end = std::to_chars(text.data(), text.data() + text.size(), value,
                                   std::chars_format::fixed, decimals);
    return {text.data(), end.ptr};
}

/// The number without the sign of a zero: "-0.00" is "0.00".
std::string without_sign_of_zero(std::string text) {
    bool const is_zero = text.find_first_not_of("-0.") == text.npos;
    return is_zero && text.starts_with('-') ? text.substr(1) : text;
}

/// The number with three significant digits; it has to be below 1,000.
std::string three_figures(double value) {
    double const size = std::abs(value);
    return fixed(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

/// The number with thousands separators before the point.
std::string separated(std::string text) {
    std::size_t const first = text.starts_with('-') ? 1 : 0;
    std::size_t end = std::min(text.find('.'), text.size());
    while (end > first + 3) text.insert(end -= 3, ",");
    return text;
}

/// The number without zeros at its end. If it is not whole, at least `at_least` digits stay after
/// the point, as far as it has them.
std::string without_zeros(std::string text, std::size_t at_least) {
    std::size_t const point = text.find('.');
    if (point == text.npos) return text;
    std::size_t const last = text.find_last_not_of('0');
    bool const is_whole = last == point;
    text.resize(is_whole ? point : std::max(last + 1, std::min(text.size(), point + 1 + at_least)));
    return text;
}

/// The number of decimals with which a number has `digits` significant digits.
int decimals_for(double value, int digits) {
    if (value == 0) return 0;
    return std::clamp(digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0,
                      300);
}

std::string in_digits(double value, int digits) {
    std::size_t const size = std::abs(value) >= 1 ? 2 : 0;  // 12.50, but 0.1234
    return separated(without_zeros(fixed(value, decimals_for(value, digits)), size));
}

/// Whether the shortest text that reads back as the number has at most `digits` digits.
bool needs_at_most(double value, int digits) {
    std::array<char, 400> text{};
    std::to_chars_result const end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific);
    auto const mantissa = std::find(text.data(), end.ptr, 'e');
    return std::count_if(text.data(), mantissa, [](char c) { return c >= '0' && c <= '9'; }) <=
           digits;
}

struct Suffix {
    double size;
    char const* name;
};

/// The largest suffix with which the printed number is at least 1; no suffix below 1,000.
Suffix suffix_of(double size, std::array<Suffix, 4> const& suffixes) {
    auto const* const found = std::ranges::find_if(
        suffixes, [size](Suffix const& suffix) { return size >= suffix.size * 0.9995; });
    return found == suffixes.end() ? Suffix{1, ""} : *found;
}

constexpr std::array<Suffix, 4> of_money{{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}}};
constexpr std::array<Suffix, 4> of_counts{{{1e12, " T"}, {1e9, " G"}, {1e6, " M"}, {1e3, " k"}}};

}  // namespace

std::string price_in_words(double price) {
    if (!std::isfinite(price)) return unknown;
    return in_digits(price, needs_at_most(price, 8) ? 8 : 6);
}

std::string price_beside(double price, double other) {
    std::string text = price_in_words(price);
    if (needs_at_most(price, 8) || !std::isfinite(price)) return text;
    constexpr int all_digits = 17;
    for (int digits = 6; digits <= all_digits && price != other; ++digits) {
        text = in_digits(price, digits);
        if (text != in_digits(other, digits)) break;
    }
    return text;
}

std::string price(double usd) {
    return std::isfinite(usd) ? "$" + in_digits(usd, 6) : unknown;
}

int price_decimals(std::vector<double> const& prices) {
    double largest = 0;
    for (double const price : prices)
        if (std::isfinite(price)) largest = std::max(largest, std::abs(price));
    return decimals_for(largest, 6);
}

std::string price_in(double usd, int decimals) {
    if (!std::isfinite(usd)) return unknown;
    // Six digits of the largest one leave fewer than three of a price that is a thousandth of it.
    bool const too_few = usd != 0 && decimals_for(usd, 3) > decimals;
    return too_few ? price(usd) : "$" + separated(fixed(usd, decimals));
}

std::string money(double usd) {
    if (!std::isfinite(usd)) return unknown;
    double const size = std::abs(usd);
    Suffix const suffix = suffix_of(size, of_money);
    std::string const text = suffix.size == 1 ? fixed(size, 0) : three_figures(size / suffix.size);
    return (usd < 0 && text != "0" ? "-$" : "$") + text + suffix.name;
}

std::string profit(double usd) {
    std::string const text = money(usd);
    return (text.starts_with('$') ? "+" : "") + text;
}

std::string dollars(double usd) {
    return plain(usd, 0);
}

std::string whole(std::uint64_t count) {
    return separated(std::to_string(count));
}

std::string count_at_a_glance(double count) {
    if (!std::isfinite(count)) return unknown;
    Suffix const prefix = suffix_of(count, of_counts);
    return (prefix.size == 1 ? fixed(count, 0) : three_figures(count / prefix.size)) + prefix.name;
}

std::string rate(double per_second, std::string_view unit) {
    if (!std::isfinite(per_second)) return unknown;
    Suffix const prefix = suffix_of(per_second, of_counts);
    return three_figures(per_second / prefix.size) + (prefix.size == 1 ? " " : prefix.name) +
           (prefix.size == 1 ? "" : " ") + std::string(unit);
}

std::string megabytes(double bytes) {
    return separated(fixed(std::ceil(bytes / 1e6), 0)) + " MB";
}

std::string percent(double share, int digits) {
    return std::isfinite(share) ? without_sign_of_zero(fixed(100 * share, digits)) + " %" : unknown;
}

std::string signed_percent(double share, int digits) {
    return std::isfinite(share) ? signed_plain(100 * share, digits) + " %" : unknown;
}

std::string points(double share, int digits) {
    return std::isfinite(share) ? signed_plain(100 * share, digits) + " pp" : unknown;
}

std::string log_distance(double distance) {
    return plain(distance, 4);
}

int digits_for(double standard_error) {
    if (!std::isfinite(standard_error) || standard_error <= 0) return 2;
    return std::clamp(1 - static_cast<int>(std::floor(std::log10(100 * standard_error))), 1, 6);
}

int digits_for_all(std::vector<double> const& standard_errors) {
    int fewest = 6, most = 0;
    for (double const error : standard_errors) {
        if (!std::isfinite(error) || error <= 0) continue;
        fewest = std::min(fewest, digits_for(error));
        most = std::max(most, digits_for(error));
    }
    return most == 0 ? 2 : std::max(fewest, std::min(most, 2));
}

int digits_in(int of_column, double standard_error) {
    int const own = digits_for(standard_error);
    return std::isfinite(standard_error) && own > of_column + 1 ? own : of_column;
}

std::string percent_with_interval(double share, double standard_error, double low, double high) {
    if (!std::isfinite(share)) return unknown;
    int const digits = digits_for(standard_error);
    return percent(share, digits) + "  (95 % interval " + percent(low, digits) + " to " +
           percent(high, digits) + ")";
}

std::string duration(double seconds) {
    if (!std::isfinite(seconds)) return unknown;
    for (auto const& [length, name] :
         {Suffix{86'400, " d"}, Suffix{3600, " h"}, Suffix{60, " min"}})
        if (seconds >= length) {
            double const value = seconds / length;
            bool const is_whole = std::abs(value - std::round(value)) < 1e-9;
            return fixed(value, is_whole ? 0 : 1) + name;
        }
    bool const is_whole = seconds >= 1 && seconds == std::round(seconds);
    return fixed(seconds, is_whole ? 0 : seconds < 1 ? 3 : 1) + " s";
}

std::string about_duration(double seconds) {
    if (!std::isfinite(seconds)) return unknown;
    if (seconds < 90) return fixed(std::ceil(seconds), 0) + " s";
    if (seconds < 90 * 60) return fixed(seconds / 60, 0) + " min";
    if (seconds < 36 * 3600) return fixed(seconds / 3600, 1) + " h";
    return fixed(seconds / 86400, 1) + " d";
}

std::string significant(double value) {
    if (!std::isfinite(value)) return unknown;
    std::array<char, 32> text{};
    auto const end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 4);
    return {text.data(), end.ptr};
}

std::string plain(double value, int digits) {
    if (!std::isfinite(value)) return unknown;
    return separated(without_sign_of_zero(fixed(value, digits)));
}

std::string plain(double value) {
    if (!std::isfinite(value)) return unknown;
    return separated(without_zeros(fixed(value, decimals_for(value, 7)), 0));
}

std::string signed_plain(double value, int digits) {
    if (!std::isfinite(value)) return unknown;
    std::string const text = plain(value, digits);
    return text.starts_with('-') ? text : "+" + text;
}

}  // namespace liq::words
