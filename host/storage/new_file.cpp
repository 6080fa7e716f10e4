#include "host/storage/new_file.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <string>
#include <utility>

#include "host/storage/output_path.hpp"

namespace liq::storage {

namespace fs = std::filesystem;

namespace {

constexpr int tries = 100;

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

/// Where the kernel shows an open file, also one without a name.
std::string link_to(int descriptor) {
    return "/proc/self/fd/" + std::to_string(descriptor);
}

/// The folder is brought to the disk, so that a crash does not bring the old entry back. The file
/// is complete by now; a folder that cannot be synced (some network file systems, or one that may
/// be written but not listed) is no reason to call the file lost.
void sync_folder_of(fs::path const& file) {
    int const folder = ::open(folder_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;
    ::fsync(folder);
    ::close(folder);
}

}  // namespace

NewFile::NewFile(fs::path const& target) : target_(resolved_target(target)) {
    if (!open_without_name()) open_beside();
}

NewFile::~NewFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!path_.empty()) ::unlink(path_.c_str());
}

bool NewFile::open_without_name() {
    // A missing folder and the like are reported by the way with a name.
    descriptor_ = ::open(folder_of(target_).c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0666);
    if (descriptor_ < 0) return false;
    if (::access(link_to(descriptor_).c_str(), F_OK) == 0) return true;
    ::close(std::exchange(descriptor_, -1));  // without /proc it could never be given a name
    return false;
}

void NewFile::open_beside() {
    for (int i = 0; i < tries && descriptor_ < 0; ++i) {
        fs::path const name = own_name_beside(target_);
        descriptor_ =
            ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (descriptor_ >= 0) path_ = name;
        if (descriptor_ < 0 && errno != EEXIST) break;
    }
    if (descriptor_ < 0) fail_to_write(target_, errno);
}

int NewFile::write_at(std::uint64_t offset, std::span<std::byte const> bytes) const {
    constexpr std::size_t largest_piece = std::size_t{1} << 30;  // Linux takes below 2 GiB
    while (!bytes.empty()) {
        ssize_t const n = ::pwrite(descriptor_, bytes.data(), std::min(bytes.size(), largest_piece),
                                   static_cast<off_t>(offset));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        offset += static_cast<std::uint64_t>(n);
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return 0;
}

int NewFile::read_at(std::uint64_t offset, std::span<std::byte> into, std::size_t& read) const {
    read = 0;
    while (read < into.size()) {
        ssize_t const n = ::pread(descriptor_, into.data() + read, into.size() - read,
                                  static_cast<off_t>(offset + read));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        if (n == 0) break;
        read += static_cast<std::size_t>(n);
    }
    return 0;
}

int NewFile::resize(std::uint64_t bytes) const {
    return ::ftruncate(descriptor_, static_cast<off_t>(bytes)) == 0 ? 0 : errno;
}

void NewFile::give_name() {
    for (int i = 0; i < tries && path_.empty(); ++i) {
        fs::path const name = own_name_beside(target_);
        int const linked = ::linkat(AT_FDCWD, link_to(descriptor_).c_str(), AT_FDCWD, name.c_str(),
                                    AT_SYMLINK_FOLLOW);
        if (linked == 0) path_ = name;
        if (linked != 0 && errno != EEXIST) break;
    }
    if (path_.empty()) fail_to_write(target_, errno);
}

void NewFile::publish() {
    if (::fsync(descriptor_) != 0) fail_to_write(target_, errno);
    if (path_.empty()) give_name();
    if (::close(std::exchange(descriptor_, -1)) != 0) fail_to_write(target_, errno);
    if (::rename(path_.c_str(), target_.c_str()) != 0) fail_to_write(target_, errno);
    path_.clear();
    sync_folder_of(target_);
}

}  // namespace liq::storage
