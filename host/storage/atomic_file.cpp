#include "host/storage/atomic_file.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <system_error>

#include "host/errors.hpp"

namespace liq::storage {

namespace fs = std::filesystem;

namespace {

fs::path folder_of(fs::path const& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

[[noreturn]] void fail(fs::path const& target, std::string const& reason) {
    throw Error(Exit::no_file, target.string() + ": cannot be written: " + reason);
}

/// What `error` means for a person who wants `target` written, and what to do about it.
std::string reason_for(int error, fs::path const& target) {
    std::string const folder = folder_of(target).string();
    switch (error) {
        case ENOENT:
            return "the folder " + folder + " does not exist. Make it first (mkdir -p " + folder +
                   "), or choose another place with -o";
        case ENOTDIR:
            return folder + " is not a folder. Choose another place with -o";
        case EACCES:
        case EPERM:
        case EROFS:
            return "the folder " + folder +
                   " is read-only for this user. Choose another place with -o, or change its "
                   "permissions";
        case ENOSPC:
            return "no space is left on the device. Free some space, or choose another place with "
                   "-o";
        case EDQUOT:
            return "the disk quota is used up. Free some space, or choose another place with -o";
        case EFBIG:
            return "it would be larger than this process may write (see ulimit -f)";
        case ENAMETOOLONG:
            return "the name is too long for this file system. Choose a shorter one";
        default:
            return std::system_category().message(error);
    }
}

}  // namespace

void fail_to_write(fs::path const& target, int error) {
    fail(target, reason_for(error, target));
}

fs::path resolved_target(fs::path const& target) {
    std::error_code error;
    fs::file_status const status = fs::status(target, error);
    if (fs::is_directory(status))
        fail(target, "it is a folder. Give the name of a file, for instance " +
                         (target / "report.h5").string());
    if (fs::exists(status) && !fs::is_regular_file(status))
        fail(target, "it is a device, a pipe or a socket. Give the name of a file");
    if (!target.has_filename()) fail(target, "a file name is missing");
    if (fs::exists(status)) {
        fs::path const real = fs::canonical(target, error);
        if (!error) return real;
    }
    return target;
}

namespace {

/// A name beside `target` that no other process and no person has: the process and a random number
/// are in it. It begins with a dot, and the target's name is cut where the whole would be too long.
fs::path own_name_beside(fs::path const& target) {
    constexpr std::size_t longest = 200;  // file systems take 255 bytes; the rest is below
    std::uint64_t random = 0;
    if (::getrandom(&random, sizeof random, 0) != static_cast<ssize_t>(sizeof random))
        random = static_cast<std::uint64_t>(::time(nullptr));
    std::array<char, 48> tail{};
    std::snprintf(tail.data(), tail.size(), ".%ld-%08llx.part", static_cast<long>(::getpid()),
                  static_cast<unsigned long long>(random & 0xFFFFFFFFU));
    std::string const name = target.filename().string().substr(0, longest);
    return folder_of(target) / ("." + name + tail.data());
}

/// A new file beside the target, made by this process and by nobody else: what has its name already
/// is left alone. It is closed and removed on the way out unless it was renamed.
class NewFile {
  public:
    explicit NewFile(fs::path target) : target_(std::move(target)) {
        constexpr int tries = 100;
        for (int i = 0; i < tries && descriptor_ < 0; ++i) {
            path_ = own_name_beside(target_);
            descriptor_ =
                ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
            if (descriptor_ < 0 && errno != EEXIST) break;
        }
        if (descriptor_ < 0) fail_to_write(target_, errno);
    }
    NewFile(NewFile const&) = delete;
    NewFile& operator=(NewFile const&) = delete;
    ~NewFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
        if (!renamed_) ::unlink(path_.c_str());
    }

    void write(std::span<std::byte const> content) {
        constexpr std::size_t largest_piece = std::size_t{1} << 30;  // Linux takes below 2 GiB
        while (!content.empty()) {
            ssize_t const n =
                ::write(descriptor_, content.data(), std::min(content.size(), largest_piece));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) fail_to_write(target_, errno);
            content = content.subspan(static_cast<std::size_t>(n));
        }
    }

    void publish() {
        if (::fsync(descriptor_) != 0) fail_to_write(target_, errno);
        int const closing = ::close(descriptor_);
        descriptor_ = -1;
        if (closing != 0) fail_to_write(target_, errno);
        if (::rename(path_.c_str(), target_.c_str()) != 0) fail_to_write(target_, errno);
        renamed_ = true;
        // The file is complete by now; a folder that cannot be synced (some network file systems,
        // or one that may be written but not listed) is no reason to call the report lost.
        int const folder = ::open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0) return;
        ::fsync(folder);
        ::close(folder);
    }

  private:
    fs::path target_;
    fs::path path_;
    int descriptor_ = -1;
    bool renamed_ = false;
};

/// Holds back SIGXFSZ, which would end the process at a file-size limit before `write` can say so.
class FileSizeSignalHeld {
  public:
    FileSizeSignalHeld() {
        sigemptyset(&held_);
        sigaddset(&held_, SIGXFSZ);
        pthread_sigmask(SIG_BLOCK, &held_, &before_);
    }
    FileSizeSignalHeld(FileSizeSignalHeld const&) = delete;
    FileSizeSignalHeld& operator=(FileSizeSignalHeld const&) = delete;
    ~FileSizeSignalHeld() {
        timespec const now{};
        while (sigtimedwait(&held_, nullptr, &now) > 0) {
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

  private:
    sigset_t held_{};
    sigset_t before_{};
};

}  // namespace

void write_atomically(fs::path const& target, std::span<std::byte const> content) {
    FileSizeSignalHeld const held;
    NewFile file(resolved_target(target));
    file.write(content);
    file.publish();
}

void check_can_write(fs::path const& target) {
    fs::path const real = resolved_target(target);
    struct stat found{};
    if (::lstat(real.c_str(), &found) != 0 && errno != ENOENT) fail_to_write(target, errno);
    if (::faccessat(AT_FDCWD, folder_of(real).c_str(), W_OK | X_OK, AT_EACCESS) != 0)
        fail_to_write(target, errno);
}

}  // namespace liq::storage
