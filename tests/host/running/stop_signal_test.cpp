#include "host/running/stop_signal.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

namespace liq {
namespace {

struct sigaction action_of(int signal) {
    struct sigaction action{};
    sigaction(signal, nullptr, &action);
    return action;
}

/// A background job inherits an ignored SIGINT, and a StopSignal correctly leaves it ignored.
void listen() {
    for (int const signal : running::stop_signals) std::signal(signal, SIG_DFL);
}

TEST(StopSignal, RemembersTheSignalThatCame) {
    listen();
    for (int number : {SIGINT, SIGTERM, SIGHUP}) {
        running::StopSignal const stop;
        EXPECT_EQ(stop.received(), 0);
        EXPECT_FALSE(stop.flag().is_raised());
        EXPECT_EQ(stop.seconds_since(), 0);
        std::raise(number);
        EXPECT_EQ(stop.received(), number);
        EXPECT_TRUE(stop.flag().is_raised());
        EXPECT_GT(stop.seconds_since(), 0);
        EXPECT_LT(stop.seconds_since(), 10);
        EXPECT_EQ(static_cast<int>(running::exit_of_signal(number)), 128 + number);
    }
}

TEST(StopSignal, RestoresWhatTheSignalsDidBefore) {
    std::signal(SIGTERM, SIG_DFL);
    {
        running::StopSignal const stop;
    }
    EXPECT_EQ(action_of(SIGTERM).sa_handler, SIG_DFL);
}

TEST(StopSignal, LeavesAnIgnoredSignalIgnored) {
    auto const before = std::signal(SIGINT, SIG_IGN);
    {
        running::StopSignal const stop;
        std::raise(SIGINT);
        EXPECT_EQ(stop.received(), 0);
    }
    EXPECT_EQ(action_of(SIGINT).sa_handler, SIG_IGN);
    std::signal(SIGINT, before);
}

TEST(StopSignalDeathTest, LetsASecondSignalEndTheProgramAtOnce) {
    EXPECT_EXIT(
        {
            listen();
            running::StopSignal const stop;
            std::raise(SIGINT);
            std::raise(SIGINT);
            std::exit(0);
        },
        testing::KilledBySignal(SIGINT), "");
}

}  // namespace
}  // namespace liq
