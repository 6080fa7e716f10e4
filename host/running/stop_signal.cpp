#include "host/running/stop_signal.hpp"

#include <csignal>

namespace liq {
namespace {

std::sig_atomic_t volatile received_signal = 0;

extern "C" void remember(int signal) {
    if (received_signal != 0) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
    received_signal = signal;
}

}  // namespace

StopSignal::StopSignal() {
    received_signal = 0;
    struct sigaction action{};
    action.sa_handler = remember;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

StopSignal::~StopSignal() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

int StopSignal::received() const {
    return received_signal;
}

}  // namespace liq
