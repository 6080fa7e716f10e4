// Exceptions become exit codes here and nowhere else.

#include <cstdio>
#include <exception>
#include <new>

#include "host/cli/commands.hpp"
#include "host/errors.hpp"
#include "kernels/backend.hpp"

namespace {

int fail(liq::Exit exit, char const* message) {
    std::fprintf(stderr, "liqcascade: error: %s\n", message);
    return static_cast<int>(exit);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return liq::run_command_line(argc, argv);
    } catch (liq::Error const& error) {
        return fail(error.exit(), error.what());
    } catch (liq::BackendMissing const& missing) {
        return fail(liq::Exit::no_backend, missing.what());
    } catch (std::bad_alloc const&) {
        return fail(liq::Exit::failed, "out of memory; ask for fewer report times or threads");
    } catch (std::exception const& error) {
        return fail(liq::Exit::failed, error.what());
    }
}
