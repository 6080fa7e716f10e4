#include "host/words/other_zone.hpp"

#include <cstddef>
#include <cstdint>

#include "host/words/utc_time.hpp"

namespace liq::words {
namespace {

/// A number of two digits up to `largest`.
std::optional<int> two_digits(std::string_view text, int largest) {
    for (char const c : text)
        if (c < '0' || c > '9') return std::nullopt;
    int const value = 10 * (text[0] - '0') + (text[1] - '0');
    return value <= largest ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<std::string> utc_of_other_zone(std::string_view text) {
    constexpr std::size_t of_zone = 6, of_date = 10;  // +09:00, 2025-06-06
    if (text.size() <= of_date + of_zone) return std::nullopt;
    std::string_view const zone = text.substr(text.size() - of_zone);
    if ((zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
    auto const hours = two_digits(zone.substr(1, 2), 14),
               minutes = two_digits(zone.substr(4, 2), 59);
    text.remove_suffix(of_zone);
    auto const local = parse_utc_milliseconds(std::string(text) + "Z");
    if (!hours || !minutes || !local) return std::nullopt;
    std::int64_t const east = (zone[0] == '+' ? 60 : -60) * std::int64_t{*hours * 60 + *minutes};
    std::int64_t const milliseconds = *local - 1'000 * east;
    return iso_utc((milliseconds - (milliseconds < 0 ? 999 : 0)) / 1'000);
}

}  // namespace liq::words
