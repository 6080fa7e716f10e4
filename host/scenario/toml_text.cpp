#include "host/scenario/toml_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace liq::scenario {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
}

void append_control(std::string& out, unsigned char c) {
    constexpr char const* digits = "0123456789ABCDEF";
    out += "\\u00";
    out += digits[c >> 4U];
    out += digits[c & 15U];
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

}  // namespace

std::string toml_string(std::string_view text) {
    std::string out = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (is_control(c))
            append_control(out, static_cast<unsigned char>(c));
        else
            out += c;
    }
    return out + '"';
}

std::string toml_key(std::string_view key) {
    bool bare = !key.empty();
    for (char const c : key) bare = bare && is_bare(c);
    return bare ? std::string(key) : toml_string(key);
}

std::string rounded_number(double value) {
    std::array<char, 64> buffer{};
    auto const end =
        std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::general, 4);
    return {buffer.data(), end.ptr};
}

std::string toml_number(double value) {
    std::string text = plain_number(value);
    if (std::isfinite(value) && text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

std::string read_duration(std::string_view text, Duration& duration) {
    static std::string const accepted =
        R"(a number and s, min, h or d, such as "90s", "5min", "1.5h" or "30d")";
    constexpr int max_digits = 12;
    std::int64_t digits = 0;
    std::int64_t scale = 1;
    int n_digits = 0;
    bool point = false;
    std::size_t i = 0;
    for (; i < text.size() && (is_digit(text[i]) || (text[i] == '.' && !point)); ++i) {
        if (text[i] == '.') {
            point = true;
            continue;
        }
        if (++n_digits > max_digits) return "has too many digits; accepted: " + accepted;
        digits = 10 * digits + (text[i] - '0');
        if (point) scale *= 10;
    }
    bool const number = n_digits > 0 && text[0] != '.' && text[i - 1] != '.';
    std::string_view const word = text.substr(i);
    if (number && word == "m")
        return "has the unit \"m\", which is not accepted. Did you mean \"" +
               std::string(text.substr(0, i)) + "min\"?";
    for (auto const& unit : words::time_units) {
        if (!number || word != unit.word) continue;
        if (digits * unit.seconds % scale != 0)
            return "is not a whole number of seconds; accepted: a whole number of seconds";
        duration.seconds = digits * unit.seconds / scale;
        return {};
    }
    return "is not a duration; accepted: " + accepted;
}

std::string range_text(Range const& range) {
    std::string text;
    if (std::isfinite(range.low))
        text = (range.low_open ? "above " : "at least ") + plain_number(range.low);
    if (std::isfinite(range.high)) {
        if (!text.empty()) text += " and ";
        text += (range.high_open ? "below " : "at most ") + plain_number(range.high);
    }
    return text.empty() ? "a finite number" : text;
}

}  // namespace liq::scenario
