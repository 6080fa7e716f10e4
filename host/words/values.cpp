#include "host/words/values.hpp"

#include <charconv>
#include <cmath>

namespace liq::words {
namespace {

std::string in_largest_unit(Duration duration, char const* between) {
    for (auto const& unit : time_units) {
        if (duration.seconds % unit.seconds == 0 && (duration.seconds != 0 || unit.seconds == 1))
            return std::to_string(duration.seconds / unit.seconds) + between +
                   std::string(unit.word);
    }
    return {};  // unreachable: every whole number of seconds is a multiple of 1 s
}

}  // namespace

std::string plain_number(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    std::array<char, 64> buffer{};
    bool const whole = value == std::trunc(value) && std::abs(value) < 1e15;
    auto const end =
        whole ? std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::fixed)
              : std::to_chars(buffer.begin(), buffer.end(), value);
    return {buffer.data(), end.ptr};
}

std::string duration_text(Duration duration) {
    return in_largest_unit(duration, "");
}

std::string length_in_words(Duration length) {
    return in_largest_unit(length, " ");
}

}  // namespace liq::words
