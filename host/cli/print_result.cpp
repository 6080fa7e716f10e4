#include <cerrno>
#include <cstdio>
#include <cstring>

#include "host/cli/commands.hpp"
#include "host/errors.hpp"

namespace liq {

void print_result(std::string const& text) {
    bool const written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (!written || std::fflush(stdout) != 0) {
        throw Error(Exit::no_file, std::string{"standard output: cannot be written to ("} +
                                       std::strerror(errno) +
                                       "); the result did not arrive in full");
    }
}

}  // namespace liq
