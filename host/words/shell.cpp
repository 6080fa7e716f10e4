#include "host/words/shell.hpp"

namespace liq::words {
namespace {

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./:=,+@%").find(c) != std::string_view::npos;
}

}  // namespace

std::string shell_word(std::string_view text) {
    bool plain = !text.empty();
    for (char const c : text) plain = plain && is_plain(c);
    if (plain) return std::string(text);
    std::string word = "'";
    for (char const c : text) {
        if (c == '\'')
            word += "'\\''";
        else
            word += c;
    }
    return word + "'";
}

}  // namespace liq::words
