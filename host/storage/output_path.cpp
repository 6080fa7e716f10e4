#include "host/storage/output_path.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "host/errors.hpp"

namespace liq::storage {

namespace fs = std::filesystem;

namespace {

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

fs::path folder_of(fs::path const& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

void fail_to_write(fs::path const& target, int error) {
    fail(target, reason_for(error, target));
}

namespace {

/// Where links lead, also those to a file that is not there yet. A circle ends at one of its links.
fs::path behind_links(fs::path target) {
    constexpr int most_links = 40;  // as the kernel has it
    std::error_code error;
    for (int i = 0; i < most_links && fs::is_symlink(fs::symlink_status(target, error)); ++i) {
        fs::path const next = fs::read_symlink(target, error);
        if (error) break;
        target = next.is_absolute() ? next : folder_of(target) / next;
    }
    return target;
}

}  // namespace

fs::path resolved_target(fs::path const& target) {
    if (target == "-")
        fail(target,
             "files are not written to standard output. Give the name of a file (./- for "
             "one of this name)");
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
    return behind_links(target);
}

void check_can_write(fs::path const& target) {
    fs::path const real = resolved_target(target);
    struct stat found{};
    if (::lstat(real.c_str(), &found) != 0 && errno != ENOENT) fail_to_write(target, errno);
    if (::faccessat(AT_FDCWD, folder_of(real).c_str(), W_OK | X_OK, AT_EACCESS) != 0)
        fail_to_write(target, errno);
}

}  // namespace liq::storage
