#include "host/cli/results.hpp"

#include <fcntl.h>
#include <langinfo.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "host/errors.hpp"
#include "host/words/printable.hpp"
#include "host/words/terminal.hpp"

namespace liq::cli {

void hold_closed_streams() {
    for (int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(descriptor, F_GETFD) != -1) continue;
        // open() takes the lowest free descriptor, which is this one. The mode is the opposite of
        // what the stream needs, so that any use of it is an error.
        if (open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0) return;
    }
}

words::TextStyle text_style(Colour colour, bool quiet) {
    std::setlocale(LC_CTYPE, "");
    bool const unicode = std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    std::setlocale(LC_CTYPE, "C");
    return {.colour = use_colour(colour, STDOUT_FILENO),
            .unicode = unicode,
            .width = words::terminal_width(STDOUT_FILENO),
            .notes = !quiet};
}

void print_result(std::string const& result) {
    bool written = true;
    // Line by line, because a second copy of the whole text would take much memory for a batch.
    for (std::string_view rest = result; !rest.empty() && written;) {
        std::size_t const end = std::min(rest.find('\n'), rest.size() - 1) + 1;
        std::string const text = words::printable_page(rest.substr(0, end));
        written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
        rest.remove_prefix(end);
    }
    if (!written || std::fflush(stdout) != 0) {
        throw Error(Exit::no_file, std::string{"standard output: cannot be written to ("} +
                                       std::strerror(errno) +
                                       "); the printed result is not complete");
    }
}

}  // namespace liq::cli
