#include "host/storage/new_file.hpp"

#include <gtest/gtest.h>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "host/errors.hpp"
#include "host/storage/output_lock.hpp"
#include "host/storage/output_path.hpp"
#include "tests/support/market_file.hpp"
#include "tests/support/written_files.hpp"

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

/// Lets another process do `work`, which kills it.
void kill_a_process_that(std::function<void()> const& work) {
    pid_t const id = fork();
    if (id == 0) work();
    int status = 0;
    EXPECT_EQ(waitpid(id, &status, 0), id);
    EXPECT_TRUE(WIFSIGNALED(status));
}

/// Limits the size of files that this process writes.
class SizeLimit {
  public:
    explicit SizeLimit(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);  // as the program does
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

TEST(NewFile, ReplacesAFileAndLeavesNothingElse) {
    TemporaryFolder const folder;
    fs::path const file = folder.file("r.h5");
    test::write_file(file, content(10));
    test::write_file(file, content(100'000));
    EXPECT_EQ(fs::file_size(file), 100'000u);
    EXPECT_EQ(files_in(file.parent_path()), 1u);
}

TEST(NewFile, LeavesAFileAloneThatIsNamedLikeAPart) {
    TemporaryFolder const folder;
    std::ofstream(folder.file("r.h5.part")) << "somebody's own";
    std::ofstream(folder.file("other")) << "behind a link";
    fs::create_symlink(folder.file("other"), folder.file("q.h5.part"));
    for (char const* name : {"r.h5", "q.h5"}) {
        storage::check_can_write(folder.file(name));
        test::write_file(folder.file(name), content(3));
        EXPECT_EQ(text_of(folder.file(name)), "xxx");
    }
    EXPECT_EQ(text_of(folder.file("r.h5.part")), "somebody's own");
    EXPECT_EQ(text_of(folder.file("other")), "behind a link");
    EXPECT_TRUE(fs::is_symlink(folder.file("q.h5.part")));
}

TEST(NewFile, IsWholeWhenTwoWriteItAtATime) {
    TemporaryFolder const folder;
    fs::path const file = folder.file("r.h5");
    auto const work = [&](std::size_t size) {
        for (int i = 0; i < 200; ++i) test::write_file(file, content(size));
    };
    std::thread one(work, 1000), two(work, 30'000);
    one.join();
    two.join();
    EXPECT_TRUE(fs::file_size(file) == 1000 || fs::file_size(file) == 30'000);
    EXPECT_EQ(files_in(file.parent_path()), 1u);
}

TEST(NewFile, WritesThroughASymbolicLink) {
    TemporaryFolder const folder;
    std::ofstream(folder.file("real.h5")) << "old";
    fs::create_symlink(folder.file("real.h5"), folder.file("link.h5"));
    test::write_file(folder.file("link.h5"), content(3));
    EXPECT_TRUE(fs::is_symlink(folder.file("link.h5")));
    EXPECT_EQ(text_of(folder.file("real.h5")), "xxx");
}

TEST(NewFile, WritesThroughLinksToAFileThatIsNotThereYet) {
    TemporaryFolder const folder;
    fs::create_directory(folder.file("d"));
    fs::create_symlink("d/real.h5", folder.file("second.h5"));
    fs::create_symlink(folder.file("second.h5"), folder.file("first.h5"));
    storage::check_can_write(folder.file("first.h5"));
    EXPECT_EQ(storage::lock_of(folder.file("first.h5")),
              storage::lock_of(folder.file("d/real.h5")));
    test::write_file(folder.file("first.h5"), content(3));
    EXPECT_TRUE(fs::is_symlink(folder.file("first.h5")));
    EXPECT_EQ(text_of(folder.file("d/real.h5")), "xxx");
    fs::create_symlink("circle.h5", folder.file("circle.h5"));
    failure_of([&] { storage::check_can_write(folder.file("circle.h5")); });
}

TEST(NewFile, LeavesTheOldReportWhenTheNewOneDoesNotFit) {
    TemporaryFolder const folder;
    std::ofstream(folder.file("r.h5")) << "old";
    SizeLimit const limit(4096);
    std::string const message =
        failure_of([&] { test::write_file(folder.file("r.h5"), content(100'000)); });
    EXPECT_NE(message.find("ulimit -f"), std::string::npos) << message;
    EXPECT_EQ(text_of(folder.file("r.h5")), "old");
    EXPECT_EQ(files_in(folder.file("r.h5").parent_path()), 1u);
}

TEST(NewFile, IsNowhereToBeSeenUntilItIsPublished) {
    TemporaryFolder const folder;
    fs::path const file = folder.file("r.h5");
    {
        storage::NewFile written(file);
        ASSERT_EQ(written.write_at(0, content(10)), 0);
        EXPECT_FALSE(fs::exists(file));
    }
    EXPECT_EQ(files_in(file.parent_path()), 0u);
    storage::NewFile written(file);
    ASSERT_EQ(written.write_at(5, content(5)), 0);
    ASSERT_EQ(written.resize(8), 0);
    std::vector<std::byte> read(100, std::byte{'y'});
    std::size_t n = 0;
    ASSERT_EQ(written.read_at(0, read, n), 0);
    EXPECT_EQ(n, 8u);
    written.publish();
    EXPECT_EQ(text_of(file), std::string("\0\0\0\0\0xxx", 8));
    EXPECT_EQ(files_in(file.parent_path()), 1u);
}

TEST(NewFile, LeavesNothingWhenItsProcessIsKilled) {
    TemporaryFolder const folder;
    fs::path const file = folder.file("r.h5");
    kill_a_process_that([&] {
        storage::NewFile const written(file);
        written.write_at(0, content(100'000));
        raise(SIGKILL);
    });
    EXPECT_EQ(files_in(file.parent_path()), 0u);
}

TEST(NewFile, RefusesAReadOnlyFolder) {
    TemporaryFolder const folder;
    fs::path const inner = folder.file("closed");
    fs::create_directory(inner);
    std::ofstream(inner / "r.h5") << "old";
    fs::permissions(inner.parent_path(), fs::perms::all);
    fs::permissions(inner, fs::perms{0555});
    std::string message, at_the_start;
    {
        AsNobody const nobody;
        message = failure_of([&] { test::write_file(inner / "r.h5", content(3)); });
        at_the_start = failure_of([&] { storage::check_can_write(inner / "r.h5"); });
    }
    EXPECT_NE(message.find("read-only for this user"), std::string::npos) << message;
    EXPECT_EQ(at_the_start, message);
    EXPECT_EQ(text_of(inner / "r.h5"), "old");
    fs::permissions(inner, fs::perms::owner_all);
}

TEST(NewFile, SaysWhichFolderIsMissing) {
    TemporaryFolder const folder;
    std::string const message =
        failure_of([&] { test::write_file(folder.file("no/such/r.h5"), content(3)); });
    EXPECT_NE(message.find("mkdir -p " + folder.file("no/such").string()), std::string::npos)
        << message;
}

TEST(NewFile, RefusesFoldersDevicesAndPipes) {
    TemporaryFolder const folder;
    fs::create_directory(folder.file("d"));
    EXPECT_NE(failure_of([&] { test::write_file(folder.file("d"), content(3)); }).find("folder"),
              std::string::npos);
    // A pipe, which is refused as a device is: an empty root may have no device.
    ASSERT_EQ(::mkfifo(folder.file("pipe").c_str(), 0600), 0);
    EXPECT_NE(failure_of([&] { storage::check_can_write(folder.file("pipe")); }).find("device"),
              std::string::npos);
    EXPECT_EQ(files_in(folder.file("d").parent_path()), 2u);
}

TEST(NewFile, LeavesNothingBehindWhenAsked) {
    TemporaryFolder const folder;
    storage::check_can_write(folder.file("r.h5"));
    EXPECT_EQ(files_in(folder.file("r.h5").parent_path()), 0u);
}

TEST(NewFile, RefusesANameThatIsTooLongAtTheStart) {
    TemporaryFolder const folder;
    fs::path const file = folder.file(std::string(300, 'n'));
    std::string const message = failure_of([&] { storage::check_can_write(file); });
    EXPECT_NE(message.find("the name is too long"), std::string::npos) << message;
    EXPECT_EQ(failure_of([&] { test::write_file(file, content(3)); }), message);
}

TEST(OutputLock, NamesItsHolderAndGoesWithIt) {
    TemporaryFolder const folder;
    fs::path const file = folder.file("r.h5");
    {
        storage::OutputLock const held(file);
        std::string const message = failure_of([&] { storage::OutputLock const second(file); });
        EXPECT_NE(message.find("process " + std::to_string(getpid()) + " on "), message.npos)
            << message;
        storage::OutputLock const another(folder.file("q.h5"));
    }
    EXPECT_EQ(files_in(file.parent_path()), 0u);
    storage::OutputLock const again(file);
}

TEST(OutputLock, IsTakenOverFromAProcessThatWasKilled) {
    TemporaryFolder const folder;
    fs::path const file = folder.file("r.h5");
    kill_a_process_that([&] {
        storage::OutputLock const held(file);
        raise(SIGKILL);
    });
    EXPECT_TRUE(fs::exists(storage::lock_of(file)));
    {
        storage::OutputLock const held(file);
    }
    EXPECT_EQ(files_in(file.parent_path()), 0u);
}

TEST(OutputLock, DoesNotTakeAnotherFileForItsOwn) {
    TemporaryFolder const folder;
    fs::path const file = folder.file("r.h5"), name = storage::lock_of(file);
    std::ofstream(name) << "notes";
    std::string message = failure_of([&] { storage::OutputLock const lock(file); });
    EXPECT_NE(message.find("is another file"), message.npos) << message;
    EXPECT_EQ(text_of(name), "notes");

    fs::rename(name, folder.file("notes"));
    fs::create_symlink(folder.file("notes"), name);
    message = failure_of([&] { storage::OutputLock const lock(file); });
    EXPECT_NE(message.find("cannot be opened"), message.npos) << message;
    EXPECT_EQ(text_of(folder.file("notes")), "notes");
}

}  // namespace
}  // namespace liq
