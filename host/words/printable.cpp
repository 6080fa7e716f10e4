#include "host/words/printable.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace liq::words {
namespace {

/// A character of UTF-8: its code and its number of bytes. No bytes means that it is not UTF-8.
struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 0;
};

Character first_of(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned const lead = byte(0);
    std::size_t const bytes = lead < 0x80   ? 1
                              : lead < 0xC2 ? 0
                              : lead < 0xE0 ? 2
                              : lead < 0xF0 ? 3
                              : lead < 0xF5 ? 4
                                            : 0;
    if (bytes == 0 || bytes > text.size()) return {};
    if (bytes == 1) return {lead, 1};
    std::uint32_t code = lead & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) return {};
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    bool const surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < least[bytes] || code > 0x10FFFF || surrogate) return {};
    return {code, bytes};
}

struct Range {
    std::uint32_t first, last;
};

template <std::size_t N>
bool is_in(std::array<Range, N> const& ranges, std::uint32_t code) {
    return std::ranges::any_of(
        ranges, [code](Range const& r) { return r.first <= code && code <= r.last; });
}

/// The characters that `printable` escapes.
constexpr std::array<Range, 7> unsafe{{{0x00, 0x1F},
                                       {0x7F, 0x9F},
                                       {0x061C, 0x061C},
                                       {0x200E, 0x200F},
                                       {0x2028, 0x202E},
                                       {0x2066, 0x2069},
                                       {0xFFF9, 0xFFFB}}};

/// The common combining marks and other characters without a column of their own (Unicode 15).
constexpr std::array<Range, 12> without_column{{{0x0300, 0x036F},
                                                {0x0483, 0x0489},
                                                {0x0591, 0x05BD},
                                                {0x0610, 0x061A},
                                                {0x064B, 0x065F},
                                                {0x1AB0, 0x1AFF},
                                                {0x1DC0, 0x1DFF},
                                                {0x200B, 0x200D},
                                                {0x20D0, 0x20FF},
                                                {0xFE00, 0xFE0F},
                                                {0xFE20, 0xFE2F},
                                                {0xE0100, 0xE01EF}}};

/// East Asian wide and full-width characters, and emoji (Unicode 15).
constexpr std::array<Range, 11> of_two_columns{{{0x1100, 0x115F},
                                                {0x2E80, 0x303E},
                                                {0x3041, 0xA4CF},
                                                {0xA960, 0xA97F},
                                                {0xAC00, 0xD7A3},
                                                {0xF900, 0xFAFF},
                                                {0xFE30, 0xFE6F},
                                                {0xFF00, 0xFF60},
                                                {0xFFE0, 0xFFE6},
                                                {0x1F300, 0x1FAFF},
                                                {0x20000, 0x3FFFD}}};

std::size_t columns_of(std::uint32_t code) {
    return is_in(without_column, code) ? 0 : is_in(of_two_columns, code) ? 2 : 1;
}

void append_escape(std::string& out, char const* kind, std::uint32_t code, int digits) {
    out += kind;
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        out += "0123456789ABCDEF"[(code >> static_cast<unsigned>(shift)) & 15U];
}

/// The escape sequence of `painted` at the beginning of the text; empty if there is none.
std::string_view colour_at(std::string_view text) {
    constexpr std::array<std::string_view, 5> all{"\033[0m", "\033[1m", "\033[32m", "\033[33m",
                                                  "\033[1;31m"};
    auto const* const found =
        std::ranges::find_if(all, [&](std::string_view code) { return text.starts_with(code); });
    return found == all.end() ? std::string_view{} : *found;
}

/// The first characters of the text, as many as fit into `columns` columns.
std::string_view head_of(std::string_view text, std::size_t columns) {
    std::size_t at = 0;
    while (at < text.size()) {
        Character const c = first_of(text.substr(at));
        std::size_t const takes = c.bytes == 0 ? 1 : columns_of(c.code);
        if (takes > columns) break;
        columns -= takes;
        at += std::max<std::size_t>(c.bytes, 1);
    }
    return text.substr(0, at);
}

/// The last characters of the text, as many as fit into `columns` columns.
std::string_view tail_of(std::string_view text, std::size_t columns) {
    std::size_t at = 0;
    while (at < text.size() && width_of(text.substr(at)) > columns)
        at += std::max<std::size_t>(first_of(text.substr(at)).bytes, 1);
    return text.substr(at);
}

}  // namespace

std::string printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        Character const c = first_of(text);
        std::size_t const bytes = std::max<std::size_t>(c.bytes, 1);
        if (c.bytes == 0)
            append_escape(out, "\\x", static_cast<unsigned char>(text[0]), 2);
        else if (is_in(unsafe, c.code))
            append_escape(out, "\\u", c.code, 4);
        else
            out += text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    return out;
}

std::string printable_page(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        std::size_t const end = std::min(text.find_first_of("\n\033"), text.size());
        out += printable(text.substr(0, end));
        text.remove_prefix(end);
        if (text.empty()) break;
        std::string_view const colour = colour_at(text);
        std::size_t const kept = text[0] == '\n' ? 1 : colour.size();
        out += kept > 0 ? std::string(text.substr(0, kept)) : printable(text.substr(0, 1));
        text.remove_prefix(std::max<std::size_t>(kept, 1));
    }
    return out;
}

std::size_t width_of(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        Character const c = first_of(text);
        columns += c.bytes == 0 ? 1 : columns_of(c.code);
        text.remove_prefix(std::max<std::size_t>(c.bytes, 1));
    }
    return columns;
}

std::string shortened(std::string_view text, std::size_t columns) {
    constexpr std::string_view gap = "...";
    if (width_of(text) <= columns) return std::string(text);
    if (columns <= gap.size()) return std::string(head_of(text, columns));
    std::size_t const left = columns - gap.size();
    std::string out(head_of(text, left - left / 2));
    out += gap;
    return out += tail_of(text, left / 2);
}

std::string painted(std::string const& text, Look look) {
    if (look == Look::plain || text.empty()) return text;
    char const* const code = look == Look::strong    ? "\033[1m"
                             : look == Look::good    ? "\033[32m"
                             : look == Look::warning ? "\033[33m"
                                                     : "\033[1;31m";
    return code + text + "\033[0m";
}

}  // namespace liq::words
