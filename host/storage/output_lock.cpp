#include "host/storage/output_lock.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string>
#include <string_view>

#include "host/errors.hpp"
#include "host/storage/output_path.hpp"

namespace liq::storage {

namespace fs = std::filesystem;

namespace {

/// The beginning of a lock file of this program.
constexpr std::string_view mark = "liqcascade: ";
constexpr std::string_view of_process = "process ", on_host = " on ";

std::string this_host() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "unknown";
    return name.data();
}

std::string text_at(int descriptor) {
    std::array<char, 1024> text{};
    ssize_t const n = ::pread(descriptor, text.data(), text.size(), 0);
    return {text.data(), n > 0 ? static_cast<std::size_t>(n) : 0};
}

void write_holder(int descriptor) {
    std::string const text = std::string(mark) + std::string(of_process) +
                             std::to_string(::getpid()) + std::string(on_host) + this_host() + "\n";
    // The text is only for people: the lock works without it, for example on a full disk.
    if (::ftruncate(descriptor, 0) == 0)
        static_cast<void>(!::pwrite(descriptor, text.data(), text.size(), 0));
}

/// The process that has the lock: "process 12 on night3".
std::string holder_in(std::string const& text) {
    if (!text.starts_with(mark)) return "another process";
    return text.substr(mark.size(), text.find('\n') - mark.size());
}

/// Whether the text names a process of this machine that no longer runs.
bool holder_is_gone(std::string const& text) {
    std::string const holder = holder_in(text);
    auto const at = holder.find(on_host);
    if (!holder.starts_with(of_process) || at == holder.npos) return false;
    if (holder.substr(at + on_host.size()) != this_host()) return false;
    pid_t id = 0;
    auto const [end, bad] =
        std::from_chars(holder.data() + of_process.size(), holder.data() + at, id);
    bool const is_number = bad == std::errc{} && end == holder.data() + at && id > 0;
    return is_number && ::kill(id, 0) != 0 && errno == ESRCH;
}

/// Whether the path still leads to the open file: another process may have removed it.
bool is_still_at(int descriptor, fs::path const& file) {
    struct stat open{}, there{};
    return ::fstat(descriptor, &open) == 0 && ::lstat(file.c_str(), &there) == 0 &&
           open.st_dev == there.st_dev && open.st_ino == there.st_ino;
}

[[noreturn]] void fail_held(fs::path const& target, fs::path const& file, std::string const& text,
                            bool may_be_left) {
    throw Error(Exit::no_file,
                target.string() + ": is being written by " + holder_in(text) + " (" +
                    file.string() + "). Wait for its end, or choose another name with -o?" +
                    (may_be_left ? " If this process no longer runs, delete the lock file." : ""));
}

/// Tries once to lock the output.
/// \returns the descriptor; -1 where another process removed or took the lock file in the meantime
int try_lock(fs::path const& target, fs::path const& file) {
    int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    bool const is_new = descriptor >= 0;
    if (!is_new && errno != EEXIST) fail_to_write(target, errno);
    if (!is_new) descriptor = ::open(file.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT) return -1;
        throw Error(Exit::no_file, target.string() + ": cannot be written: its lock file " +
                                       file.string() +
                                       " cannot be opened. Is it a file of another user or program?"
                                       " Choose another name with -o?");
    }
    bool const locked = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    bool const held = !locked && errno == EWOULDBLOCK;
    std::string const text = is_new ? "" : text_at(descriptor);
    bool const foreign = !text.empty() && !text.starts_with(mark);
    bool const there = is_still_at(descriptor, file);
    if (locked && there && !foreign) return descriptor;
    // On a file system without locks the new file is the lock.
    if (!locked && !held && is_new) return descriptor;
    bool const is_left_over = !held && !locked && there && holder_is_gone(text);
    if (is_left_over) ::unlink(file.c_str());
    ::close(descriptor);
    if (foreign)
        throw Error(Exit::no_file, target.string() + ": cannot be written: " + file.string() +
                                       ", the name of its lock file, is another file. Move that "
                                       "file away, or choose another name with -o?");
    if (is_left_over || !there) return -1;
    fail_held(target, file, text, !held);
}

}  // namespace

fs::path lock_of(fs::path const& target) {
    fs::path const real = resolved_target(target);
    return real.parent_path() / ("." + real.filename().string() + ".lock");
}

OutputLock::OutputLock(fs::path const& target) : file_(lock_of(target)) {
    constexpr int tries = 1000;
    for (int i = 0; i < tries && descriptor_ < 0; ++i) {
        descriptor_ = try_lock(target, file_);
        if (descriptor_ < 0) ::usleep(1000);
    }
    if (descriptor_ < 0) fail_held(target, file_, "", true);
    write_holder(descriptor_);
}

OutputLock::~OutputLock() {
    if (is_still_at(descriptor_, file_)) ::unlink(file_.c_str());
    ::close(descriptor_);
}

}  // namespace liq::storage
