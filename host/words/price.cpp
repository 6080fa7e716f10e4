#include "host/words/price.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace liq::words {

std::string price_in_words(double price) {
    std::array<char, 64> text{};
    int const decimals = price >= 1000 ? 0 : price >= 1 ? 2 : 6;
    bool const whole = std::abs(price - std::round(price)) < 5e-7;
    std::snprintf(text.data(), text.size(), "%.*f", whole ? 0 : decimals, price);
    std::string digits = text.data();
    std::size_t const end =
        digits.find('.') == std::string::npos ? digits.size() : digits.find('.');
    for (std::size_t at = end; at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

}  // namespace liq::words
