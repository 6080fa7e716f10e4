#include "host/running/stop_signal.hpp"

namespace liq::running {
namespace {

std::sig_atomic_t volatile received_signal = 0;

extern "C" void remember(int signal) {
    if (received_signal != 0) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
    received_signal = signal;
}

void handle(int signal, struct sigaction& before) {
    sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_IGN) return;
    struct sigaction action{};
    action.sa_handler = remember;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
}

}  // namespace

StopSignal::StopSignal() {
    received_signal = 0;
    handle(SIGINT, before_interrupt_);
    handle(SIGTERM, before_terminate_);
}

StopSignal::~StopSignal() {
    sigaction(SIGINT, &before_interrupt_, nullptr);
    sigaction(SIGTERM, &before_terminate_, nullptr);
}

int StopSignal::received() const {
    return received_signal;
}

}  // namespace liq::running
