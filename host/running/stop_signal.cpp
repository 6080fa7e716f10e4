#include "host/running/stop_signal.hpp"

#include <ctime>

namespace liq::running {
namespace {

std::sig_atomic_t volatile received_signal = 0;
timespec received_at{};
StopFlag stop_flag;

extern "C" void remember(int signal) {
    if (received_signal != 0) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
    clock_gettime(CLOCK_MONOTONIC, &received_at);
    received_signal = signal;
    stop_flag.raise();
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
    stop_flag = {};
    for (std::size_t i = 0; i < stop_signals.size(); ++i) handle(stop_signals[i], before_[i]);
}

StopSignal::~StopSignal() {
    for (std::size_t i = 0; i < stop_signals.size(); ++i)
        sigaction(stop_signals[i], &before_[i], nullptr);
}

int StopSignal::received() const {
    return received_signal;
}

double StopSignal::seconds_since() const {
    if (!stop_flag.is_raised()) return 0;
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec - received_at.tv_sec) +
           1e-9 * static_cast<double>(now.tv_nsec - received_at.tv_nsec);
}

StopFlag const& StopSignal::flag() const {
    return stop_flag;
}

Exit exit_of_signal(int signal) {
    switch (signal) {
        case SIGHUP:
            return Exit::hung_up;
        case SIGTERM:
            return Exit::terminated;
        default:
            return Exit::interrupted;
    }
}

std::string signal_in_words(int signal) {
    switch (signal) {
        case SIGHUP:
            return "stopped by SIGHUP";
        case SIGTERM:
            return "stopped by SIGTERM";
        default:
            return "interrupted";
    }
}

}  // namespace liq::running
