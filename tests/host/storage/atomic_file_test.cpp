#include "host/storage/atomic_file.hpp"

#include <gtest/gtest.h>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "host/errors.hpp"
#include "tests/support/market_file.hpp"

namespace liq {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

std::vector<std::byte> content(std::size_t size) {
    return std::vector<std::byte>(size, std::byte{'x'});
}

std::string text_of(fs::path const& file) {
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::string failure_of(std::function<void()> const& work) {
    try {
        work();
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::no_file);
        return error.what();
    }
    return "no failure";
}

std::size_t files_in(fs::path const& folder) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// Limits the size of files that this process writes.
class SizeLimit {
  public:
    explicit SizeLimit(rlim_t bytes) {
        getrlimit(RLIMIT_FSIZE, &before_);
        rlimit const now{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &now);
    }
    ~SizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }
    SizeLimit(SizeLimit const&) = delete;
    SizeLimit& operator=(SizeLimit const&) = delete;

  private:
    rlimit before_{};
};

/// Opens files as nobody, so that permissions hold for root too.
class AsNobody {
  public:
    AsNobody() : before_(setfsuid(65534)) {}
    ~AsNobody() { setfsuid(static_cast<uid_t>(before_)); }
    AsNobody(AsNobody const&) = delete;
    AsNobody& operator=(AsNobody const&) = delete;

  private:
    int before_;
};

TEST(AtomicFile, ReplacesAFileAndLeavesNothingElse) {
    TemporaryFolder const folder;
    fs::path const file = folder.file("r.h5");
    storage::write_atomically(file, content(10));
    storage::write_atomically(file, content(100'000));
    EXPECT_EQ(fs::file_size(file), 100'000u);
    EXPECT_EQ(files_in(file.parent_path()), 1u);
}

TEST(AtomicFile, WritesOverAPartThatAKilledRunLeft) {
    TemporaryFolder const folder;
    std::ofstream(folder.file("r.h5.part")) << "stale and longer than the new content";
    storage::write_atomically(folder.file("r.h5"), content(3));
    EXPECT_EQ(text_of(folder.file("r.h5")), "xxx");
    EXPECT_FALSE(fs::exists(folder.file("r.h5.part")));
}

TEST(AtomicFile, WritesThroughASymbolicLink) {
    TemporaryFolder const folder;
    std::ofstream(folder.file("real.h5")) << "old";
    fs::create_symlink(folder.file("real.h5"), folder.file("link.h5"));
    storage::write_atomically(folder.file("link.h5"), content(3));
    EXPECT_TRUE(fs::is_symlink(folder.file("link.h5")));
    EXPECT_EQ(text_of(folder.file("real.h5")), "xxx");
}

TEST(AtomicFile, LeavesTheOldReportWhenTheNewOneDoesNotFit) {
    TemporaryFolder const folder;
    std::ofstream(folder.file("r.h5")) << "old";
    SizeLimit const limit(4096);
    std::string const message =
        failure_of([&] { storage::write_atomically(folder.file("r.h5"), content(100'000)); });
    EXPECT_NE(message.find("ulimit -f"), std::string::npos) << message;
    EXPECT_EQ(text_of(folder.file("r.h5")), "old");
    EXPECT_EQ(files_in(folder.file("r.h5").parent_path()), 1u);
}

TEST(AtomicFile, RefusesAReadOnlyFolder) {
    TemporaryFolder const folder;
    fs::path const inner = folder.file("closed");
    fs::create_directory(inner);
    std::ofstream(inner / "r.h5") << "old";
    fs::permissions(inner.parent_path(), fs::perms::all);
    fs::permissions(inner, fs::perms{0555});
    std::string message, at_the_start;
    {
        AsNobody const nobody;
        message = failure_of([&] { storage::write_atomically(inner / "r.h5", content(3)); });
        at_the_start = failure_of([&] { storage::check_can_write(inner / "r.h5"); });
    }
    EXPECT_NE(message.find("read-only for this user"), std::string::npos) << message;
    EXPECT_EQ(at_the_start, message);
    EXPECT_EQ(text_of(inner / "r.h5"), "old");
    fs::permissions(inner, fs::perms::owner_all);
}

TEST(AtomicFile, SaysWhichFolderIsMissing) {
    TemporaryFolder const folder;
    std::string const message =
        failure_of([&] { storage::write_atomically(folder.file("no/such/r.h5"), content(3)); });
    EXPECT_NE(message.find("mkdir -p " + folder.file("no/such").string()), std::string::npos)
        << message;
}

TEST(AtomicFile, RefusesFoldersAndDevices) {
    TemporaryFolder const folder;
    fs::create_directory(folder.file("d"));
    EXPECT_NE(
        failure_of([&] { storage::write_atomically(folder.file("d"), content(3)); }).find("folder"),
        std::string::npos);
    EXPECT_NE(failure_of([&] { storage::check_can_write("/dev/null"); }).find("device"),
              std::string::npos);
    EXPECT_EQ(files_in(folder.file("d").parent_path()), 1u);
}

TEST(AtomicFile, LeavesNothingBehindWhenAsked) {
    TemporaryFolder const folder;
    storage::check_can_write(folder.file("r.h5"));
    EXPECT_EQ(files_in(folder.file("r.h5").parent_path()), 0u);
}

}  // namespace
}  // namespace liq
