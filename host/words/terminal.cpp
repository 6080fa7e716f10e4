#include "host/words/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace liq::words {

bool accepts_colour(int descriptor) {
    char const* const no_color = std::getenv("NO_COLOR");
    char const* const terminal = std::getenv("TERM");
    bool const dumb = terminal != nullptr && std::string_view{terminal} == "dumb";
    return isatty(descriptor) == 1 && !dumb && (no_color == nullptr || *no_color == '\0');
}

int terminal_width(int descriptor) {
    winsize size{};
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    char const* const asked = std::getenv("COLUMNS");
    int width = 0;
    if (asked != nullptr) std::from_chars(asked, asked + std::strlen(asked), width);
    return width >= 40 && width <= 1000 ? width : 80;
}

}  // namespace liq::words
