// Exceptions become exit codes here and nowhere else.

#include <exception>
#include <new>

#include "host/cli/commands.hpp"
#include "host/cli/results.hpp"
#include "host/errors.hpp"
#include "kernels/backend.hpp"

int main(int argc, char** argv) {
    liq::cli::hold_closed_streams();
    liq::cli::Messages messages;
    auto const fail = [&](liq::Exit exit, char const* text) {
        messages.error(text);
        return static_cast<int>(exit);
    };
    try {
        return liq::cli::run_command_line(argc, argv, messages);
    } catch (liq::Error const& error) {
        return fail(error.exit(), error.what());
    } catch (liq::BackendMissing const& missing) {
        return fail(liq::Exit::no_backend, missing.what());
    } catch (std::bad_alloc const&) {
        return fail(liq::Exit::failed,
                    "out of memory; ask for fewer report times, events or threads");
    } catch (std::exception const& error) {
        return fail(liq::Exit::failed, error.what());
    }
}
