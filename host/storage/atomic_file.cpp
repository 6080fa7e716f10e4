#include "host/storage/atomic_file.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <string>
#include <system_error>

#include "host/errors.hpp"

namespace liq::storage {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(fs::path const& target, std::string const& reason) {
    throw Error(Exit::no_file, target.string() + ": cannot be written: " + reason);
}

fs::path folder_of(fs::path const& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
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

/// Where the bytes really go: behind a symbolic link, never onto a folder or a device.
fs::path resolved(fs::path const& target) {
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

/// The .part file: closed and removed on the way out unless it was renamed.
class PartFile {
  public:
    explicit PartFile(fs::path target) : target_(std::move(target)), part_(target_) {
        part_ += ".part";
        descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (descriptor_ < 0) fail(target_, reason_for(errno, target_));
    }
    PartFile(PartFile const&) = delete;
    PartFile& operator=(PartFile const&) = delete;
    ~PartFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
        if (!renamed_) ::unlink(part_.c_str());
    }

    void write(std::span<std::byte const> content) {
        constexpr std::size_t largest_piece = std::size_t{1} << 30;  // Linux takes below 2 GiB
        while (!content.empty()) {
            ssize_t const n =
                ::write(descriptor_, content.data(), std::min(content.size(), largest_piece));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) fail(target_, reason_for(errno, target_));
            content = content.subspan(static_cast<std::size_t>(n));
        }
    }

    void publish() {
        if (::fsync(descriptor_) != 0) fail(target_, reason_for(errno, target_));
        int const closing = ::close(descriptor_);
        descriptor_ = -1;
        if (closing != 0) fail(target_, reason_for(errno, target_));
        if (::rename(part_.c_str(), target_.c_str()) != 0)
            fail(target_, reason_for(errno, target_));
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
    fs::path part_;
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
    PartFile part(resolved(target));
    part.write(content);
    part.publish();
}

void check_can_write(fs::path const& target) {
    PartFile const part(resolved(target));
}

}  // namespace liq::storage
