#include "tests/fuzz/library_crash.hpp"

#include <dlfcn.h>
#include <execinfo.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstddef>
#include <span>
#include <string_view>

namespace liq::fuzz {
namespace {

constexpr std::array signals{SIGSEGV, SIGBUS, SIGFPE, SIGILL};
std::array<struct sigaction, NSIG> before{};

/// Whether the innermost function that is not of libc is one of HDF5.
bool is_in_hdf5(std::span<void* const> frames) {
    for (void* const frame : frames) {
        Dl_info info{};
        if (::dladdr(frame, &info) == 0 || info.dli_fname == nullptr) continue;
        std::string_view const name = info.dli_fname;
        if (name.find("libhdf5") != name.npos) return true;
        // Between the handler and the fault: this program's handler, then what the system calls it
        // by.
        bool const of_the_system = name.find("libc.so") != name.npos;
        if (!of_the_system) return false;
    }
    return false;
}

void handle(int signal, siginfo_t* info, void* context) {
    std::array<void*, 64> frames{};
    int const n = ::backtrace(frames.data(), static_cast<int>(frames.size()));
    constexpr std::size_t own = 1;  // this function
    if (n > 1 && is_in_hdf5({frames.data() + own, static_cast<std::size_t>(n) - own})) {
        constexpr std::string_view text = "The HDF5 library crashed; a child process would have.\n";
        static_cast<void>(::write(STDERR_FILENO, text.data(), text.size()));
        ::_exit(library_crashed);
    }
    struct sigaction const& earlier = before[static_cast<std::size_t>(signal)];
    if ((earlier.sa_flags & SA_SIGINFO) != 0 && earlier.sa_sigaction != nullptr) {
        earlier.sa_sigaction(signal, info, context);
        return;
    }
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

}  // namespace

void survive_crashes_of_hdf5() {
    std::array<void*, 2> unused{};
    ::backtrace(unused.data(), 2);  // loads libgcc now: a handler may not take memory
    for (int const signal : signals) {
        struct sigaction action{};
        action.sa_sigaction = handle;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
        ::sigaction(signal, &action, &before[static_cast<std::size_t>(signal)]);
    }
}

}  // namespace liq::fuzz
