// Exceptions become exit codes here and nowhere else.

#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>

#include "host/cli/commands.hpp"
#include "host/cli/results.hpp"
#include "host/errors.hpp"
#include "kernels/backend.hpp"

namespace {

/// Says what went wrong, as far as there is memory to say it: the exit code is told in any case.
int failed(liq::cli::Messages const& messages, liq::Exit exit, char const* text) noexcept {
    try {
        messages.error(text);
    } catch (...) {
        std::fputs("liqcascade: error: out of memory\n", stderr);
    }
    return static_cast<int>(exit);
}

}  // namespace

int main(int argc, char** argv) {
    liq::cli::hold_closed_streams();
    std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit is then an error of the write, with words
    liq::cli::Messages messages;
    try {
        return liq::cli::run_command_line(argc, argv, messages);
    } catch (liq::Error const& error) {
        return failed(messages, error.exit(), error.what());
    } catch (liq::BackendMissing const& missing) {
        return failed(messages, liq::Exit::no_backend, missing.what());
    } catch (std::bad_alloc const&) {
        return failed(messages, liq::Exit::failed,
                      "out of memory; ask for fewer report times, events or threads");
    } catch (std::filesystem::filesystem_error const& error) {
        return failed(messages, liq::Exit::no_file, error.what());
    } catch (std::exception const& error) {
        return failed(messages, liq::Exit::failed, error.what());
    }
}
