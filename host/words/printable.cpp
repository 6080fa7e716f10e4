#include "host/words/printable.hpp"

#include <cstddef>

namespace liq::words {
namespace {

void append_escape(std::string& out, unsigned char code) {
    constexpr char const* digits = "0123456789ABCDEF";
    out += "\\u00";
    out += digits[code >> 4U];
    out += digits[code & 15U];
}

}  // namespace

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        // U+0080 to U+009F are C2 80 to C2 9F in UTF-8.
        bool const second_set =
            c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (second_set) {
            append_escape(out, static_cast<unsigned char>(text[++i]));
        } else if (c < 0x20 || c == 0x7F) {
            append_escape(out, c);
        } else {
            out += text[i];
        }
    }
    return out;
}

}  // namespace liq::words
