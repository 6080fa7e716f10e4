#include "host/storage/input_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "host/errors.hpp"

namespace liq::storage {
namespace {

[[noreturn]] void fail(std::filesystem::path const& path, std::string const& problem) {
    throw Error(Exit::no_file, path.string() + ": " + problem);
}

void require_regular(std::filesystem::path const& path, struct stat const& found) {
    if (S_ISDIR(found.st_mode)) fail(path, "is a folder, not a file");
    if (!S_ISREG(found.st_mode)) fail(path, "is not a regular file but a pipe, device or socket");
}

}  // namespace

InputFile::InputFile(std::filesystem::path path) : path_(std::move(path)) {
    struct stat found{};
    // The kind of file is checked before it is opened, because opening a device can have an effect.
    if (::stat(path_.c_str(), &found) != 0)
        fail(path_, errno == ENOENT || errno == ENOTDIR
                        ? "does not exist"
                        : std::string("cannot be read: ") + std::strerror(errno));
    require_regular(path_, found);
    descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor_ < 0) fail(path_, std::string("cannot be read: ") + std::strerror(errno));
    try {
        if (::fstat(descriptor_, &found) != 0)
            fail(path_, std::string("cannot be read: ") + std::strerror(errno));
        require_regular(path_, found);
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
    size_ = static_cast<std::uint64_t>(found.st_size);
}

InputFile::~InputFile() {
    ::close(descriptor_);
}

std::size_t InputFile::read_at(std::uint64_t offset, std::span<char> into) const {
    constexpr std::size_t largest_piece = std::size_t{1} << 30;  // Linux reads less than 2 GiB
    std::size_t at = 0;
    while (at < into.size()) {
        ssize_t const n =
            ::pread(descriptor_, into.data() + at, std::min(into.size() - at, largest_piece),
                    static_cast<off_t>(offset + at));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail(path_, std::string("cannot be read: ") + std::strerror(errno));
        if (n == 0) break;  // the end, or the file has become shorter
        at += static_cast<std::size_t>(n);
    }
    return at;
}

std::string InputFile::bytes(std::uint64_t limit) const {
    std::string all(std::min(limit, size_), '\0');
    all.resize(read_at(0, all));
    return all;
}

}  // namespace liq::storage
