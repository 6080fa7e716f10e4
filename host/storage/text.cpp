#include <string>
#include <string_view>
#include <vector>

#include "host/storage/reader.hpp"

namespace liq::storage {
namespace {

/// The number of bytes after a lead byte; -1 for a byte that cannot be a lead byte.
int followers(unsigned char lead) {
    if (lead < 0x80) return 0;
    if (lead >= 0xC2 && lead <= 0xDF) return 1;
    if (lead >= 0xE0 && lead <= 0xEF) return 2;
    if (lead >= 0xF0 && lead <= 0xF4) return 3;
    return -1;
}

/// Whether the second byte is allowed after the lead byte: some are not, because they would give
/// overlong forms, surrogates or values above U+10FFFF.
bool second_byte_is_allowed(unsigned char lead, unsigned char second) {
    switch (lead) {
        case 0xE0:
            return second >= 0xA0;
        case 0xED:
            return second <= 0x9F;
        case 0xF0:
            return second >= 0x90;
        case 0xF4:
            return second <= 0x8F;
        default:
            return true;
    }
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        auto const lead = static_cast<unsigned char>(bytes[i]);
        int const more = followers(lead);
        if (more < 0 || bytes.size() - i <= static_cast<std::size_t>(more)) return false;
        for (int k = 1; k <= more; ++k) {
            auto const next = static_cast<unsigned char>(bytes[i + static_cast<std::size_t>(k)]);
            if ((next & 0xC0) != 0x80) return false;
            if (k == 1 && !second_byte_is_allowed(lead, next)) return false;
        }
        i += static_cast<std::size_t>(more) + 1;
    }
    return true;
}

std::string as_utf8(std::string_view bytes) {
    if (is_utf8(bytes)) return std::string(bytes);
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    while (!bytes.empty()) {
        auto const first = static_cast<unsigned char>(bytes[0]);
        int const more = followers(first);
        auto const character = bytes.substr(0, static_cast<std::size_t>(more) + 1);
        if (more >= 0 && is_utf8(character)) {
            text += character;
            bytes.remove_prefix(character.size());
            continue;
        }
        text += {'\\', 'x', digits[first >> 4U], digits[first & 15U]};
        bytes.remove_prefix(1);
    }
    return text;
}

std::string shape_text(std::vector<std::size_t> const& shape) {
    if (shape.empty()) return "scalar";
    std::string text;
    for (std::size_t const extent : shape) {
        if (!text.empty()) text += " x ";
        text += std::to_string(extent);
    }
    return text;
}

}  // namespace liq::storage
