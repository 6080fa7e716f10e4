#include "host/cli/messages.hpp"

#include <unistd.h>

#include <cstdio>

#include "host/words/printable.hpp"
#include "host/words/terminal.hpp"

namespace liq::cli {

bool use_colour(Colour colour, int descriptor) {
    if (colour == Colour::automatic) return words::accepts_colour(descriptor);
    return colour == Colour::always;
}

void Messages::error(std::string const& text) const {
    say("error: ", "\033[1;31m", text);
}

void Messages::warning(std::string const& text) const {
    say("warning: ", "\033[1;33m", text);
}

void Messages::note(std::string const& text) const {
    if (!quiet_) say("", "", text);
}

void Messages::say(char const* kind, char const* paint, std::string const& text) const {
    bool const painted = *paint != '\0' && use_colour(colour_, STDERR_FILENO);
    std::fprintf(stderr, "liqcascade: %s%s%s%s\n", painted ? paint : "", kind,
                 painted ? "\033[0m" : "", words::printable(text).c_str());
}

}  // namespace liq::cli
