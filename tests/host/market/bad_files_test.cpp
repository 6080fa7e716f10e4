/// Files that are not a snapshot, or are damaged: reading them never crashes and never hangs.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <random>

#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/storage/sha256.hpp"
#include "tests/support/market_file.hpp"

namespace liq {
namespace {

std::string bytes_in(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
void write_bytes(std::filesystem::path const& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// The exit code of reading a file; the message must name the file.
Exit exit_of_reading(std::filesystem::path const& path) {
    try {
        market::read_market(path);
        return Exit::done;
    } catch (Error const& error) {
        EXPECT_NE(std::string(error.what()).find(path.filename().string()), std::string::npos)
            << error.what();
        return error.exit();
    }
}

class BadFile : public testing::Test {
  protected:
    test::TemporaryFolder folder;
    std::filesystem::path path = folder.file("bad.h5");
};

TEST_F(BadFile, ThatDoesNotExistIsNoFile) {
    EXPECT_EQ(exit_of_reading(path), Exit::no_file);
}

TEST_F(BadFile, ThatIsAFolderIsNoFile) {
    std::filesystem::create_directory(path);
    EXPECT_EQ(exit_of_reading(path), Exit::no_file);
}

TEST_F(BadFile, ThatIsAPipeIsRefusedWithoutWaiting) {
    ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
    EXPECT_EQ(exit_of_reading(path), Exit::no_file);
}

TEST_F(BadFile, ThatIsEmptyIsBadInput) {
    write_bytes(path, "");
    EXPECT_EQ(exit_of_reading(path), Exit::bad_input);
}

TEST_F(BadFile, ThatIsTextIsBadInput) {
    write_bytes(path, "time,price\n2025-06-05,101500\n");
    EXPECT_EQ(exit_of_reading(path), Exit::bad_input);
}

TEST_F(BadFile, ThatAnotherProgramHasLockedIsReadAllTheSame) {
    test::write_valid_market(path);
    int const writer = ::open(path.c_str(), O_RDWR);
    ASSERT_EQ(::flock(writer, LOCK_EX | LOCK_NB), 0);  // as HDF5 does
    EXPECT_EQ(market::read_market(path).sha256, storage::sha256_of_file(path));
    ::close(writer);
}

/// A snapshot is replaced again and again: values, digest and bytes are of one of its versions.
TEST_F(BadFile, ThatIsReplacedWhileItIsReadIsOneOfItsVersions) {
    auto const one = path.string() + ".1", two = path.string() + ".2";
    test::write_valid_market(one);
    test::write_valid_market(two);
    test::FileEditor(two, test::FileEditor::Mode::change).numbers("/spot", {}, {101'501.0});
    test::FileEditor(two, test::FileEditor::Mode::change).text("/spot", "units", "USD");
    std::map<double, std::string> sha256;
    for (auto const& version : {one, two})
        sha256[market::read_market(version).spot] = storage::sha256_of_file(version);
    ASSERT_EQ(sha256.size(), 2u);

    std::filesystem::copy_file(one, path);
    // A process of its own: the reader forks, which no other thread may disturb in the midst of an
    // allocation (the address sanitizer's allocator would stay locked in the child).
    pid_t const other = ::fork();
    ASSERT_GE(other, 0);
    if (other == 0)
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // ends with this process, however that ends
    for (int i = 0; other == 0; ++i) {
        std::error_code ignored;
        std::filesystem::copy_file(i % 2 == 0 ? two : one, path.string() + ".new", ignored);
        std::filesystem::rename(path.string() + ".new", path, ignored);
    }
    for (int i = 0; i < 100; ++i) {
        market::Market const market = market::read_market(path);
        EXPECT_EQ(market.sha256, sha256.at(market.spot));
        EXPECT_EQ(market.sha256, storage::sha256_of_text(*market.bytes));
    }
    ::kill(other, SIGKILL);
    ::waitpid(other, nullptr, 0);
}

TEST_F(BadFile, ThatIsCutShortAnywhereIsBadInput) {
    test::write_valid_market(path);
    std::string const whole = bytes_in(path);
    for (int i = 0; i < 60; ++i) {
        auto const length = whole.size() * static_cast<std::size_t>(i) / 60;
        write_bytes(path, std::string_view(whole).substr(0, length));
        EXPECT_EQ(exit_of_reading(path), Exit::bad_input) << "cut at " << length;
    }
}

/// Changes bytes of a valid file. Reading it must give a market or an Error with an exit code. The
/// time is limited, because a damaged file may take all the time that the reader has.
/// LIQ_MUTATION_SECONDS sets another limit than the usual few seconds.
TEST_F(BadFile, WithFlippedBytesIsReadOrRefusedButNeverCrashes) {
    test::write_valid_market(path);
    std::string const whole = bytes_in(path);
    char const* const asked = std::getenv("LIQ_MUTATION_SECONDS");
    std::chrono::duration<double> const allowed(asked != nullptr ? std::atof(asked) : 4.0);
    auto const start = std::chrono::steady_clock::now();
    std::mt19937 random(20250605);
    int tried = 0, refused = 0;
    for (; tried < 3000 || asked != nullptr; ++tried) {
        if (tried >= 20 && std::chrono::steady_clock::now() - start > allowed) break;
        std::string damaged = whole;
        for (auto left = 1 + random() % 4; left > 0;) {
            std::size_t const at = random() % damaged.size();
            if (damaged[at] == 0 && random() % 4 != 0) continue;  // most of the file is padding
            damaged[at] =
                static_cast<char>(random() % 2 != 0 ? random() : damaged[at] ^ 1 << random() % 8);
            --left;
        }
        write_bytes(path, damaged);
        Exit const exit = exit_of_reading(path);
        EXPECT_TRUE(exit == Exit::done || exit == Exit::bad_input || exit == Exit::no_file)
            << static_cast<int>(exit);
        refused += exit != Exit::done;
    }
    RecordProperty("tried", tried);
    RecordProperty("refused", refused);
    EXPECT_GT(refused, 0);
    EXPECT_LT(refused, tried);
}

}  // namespace
}  // namespace liq
