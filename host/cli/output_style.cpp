#include "host/cli/output_style.hpp"

#include <unistd.h>

#include <langinfo.h>
#include <clocale>
#include <cstdlib>
#include <cstring>

namespace liq {

TextStyle text_style(Colour colour) {
    char const* const no_color = std::getenv("NO_COLOR");
    bool const wanted = isatty(STDOUT_FILENO) && (no_color == nullptr || *no_color == '\0');
    std::setlocale(LC_CTYPE, "");
    bool const unicode = std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    std::setlocale(LC_CTYPE, "C");
    return {.colour = colour == Colour::always || (colour == Colour::automatic && wanted),
            .unicode = unicode};
}

}  // namespace liq
