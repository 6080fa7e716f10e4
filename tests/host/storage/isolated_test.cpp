#include "host/storage/isolated.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>
#include <string>

#include "host/errors.hpp"

namespace liq {
namespace {

/// Whether a pipe, which a killed process and its working child keep open, is closed by both within
/// ten seconds.
bool child_ends_with_its_parent(std::function<std::string()> const& work) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) return false;
    pid_t const id = fork();
    if (id == 0) {
        static_cast<void>(storage::in_child_process("file", [&] {
            static_cast<void>(!::write(pipe[1], "x", 1));
            return work();
        }));
        ::_exit(0);
    }
    char begun = 0;
    EXPECT_EQ(::read(pipe[0], &begun, 1), 1);
    ::kill(id, SIGKILL);
    ::waitpid(id, nullptr, 0);
    ::close(pipe[1]);
    pollfd waiting{pipe[0], POLLIN, 0};
    bool const closed = ::poll(&waiting, 1, 10'000) == 1 && (waiting.revents & POLLHUP) != 0;
    ::close(pipe[0]);
    return closed;
}

TEST(Isolated, AChildEndsAlthoughNoProcessReadsItsResult) {
    EXPECT_TRUE(child_ends_with_its_parent([] {
        ::usleep(200'000);
        return std::string(std::size_t{1} << 20, 'x');  // more than a pipe holds
    }));
}

TEST(Isolated, AChildThatHangsEndsWithItsParent) {
    EXPECT_TRUE(child_ends_with_its_parent([] {
        for (;;) ::pause();
        return std::string();
    }));
}

TEST(Isolated, AnswersAndErrorsComeBack) {
    std::string const large(std::size_t{3} << 20, 'y');
    EXPECT_EQ(storage::in_child_process("file", [&] { return large; }), large);
    try {
        storage::in_child_process(
            "file", []() -> std::string { throw Error(Exit::no_file, "is not there"); });
        FAIL() << "no error";
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::no_file);
        EXPECT_STREQ(error.what(), "is not there");
    }
}

}  // namespace
}  // namespace liq
