#include "host/storage/isolated.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <fstream>
#include <new>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "host/errors.hpp"

namespace liq::storage {

unsigned const child_seconds = LIQ_READING_SECONDS;

namespace {

using Emit = std::function<void(std::string_view)>;
using Work = std::function<void(Emit)>;

/// What the child sends is a sequence of parcels: this byte, the number of bytes that follow (eight
/// bytes, least first), and these. An error is the exit code and the message of the Error; it or
/// `done` is the last parcel.
enum class Parcel : char { record = 'r', done = 'd', error = 'e' };
constexpr std::size_t head_bytes = 9;

/// One end of a pipe, which the destructor closes.
class PipeEnd {
  public:
    explicit PipeEnd(int descriptor) : descriptor_(descriptor) {}
    PipeEnd(PipeEnd const&) = delete;
    PipeEnd& operator=(PipeEnd const&) = delete;
    ~PipeEnd() { close(); }
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }
    [[nodiscard]] int descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

void send(int pipe, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t const sent = ::write(pipe, bytes.data(), bytes.size());
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) ::_exit(1);
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void send(int pipe, Parcel kind, std::string_view bytes) {
    std::array<char, head_bytes> head{static_cast<char>(kind)};
    for (std::size_t i = 1; i < head.size(); ++i)
        head[i] = static_cast<char>(bytes.size() >> (8 * (i - 1)));
    send(pipe, {head.data(), head.size()});
    send(pipe, bytes);
}

/// Fills `into`. \returns false where the pipe ends before
bool receive(int pipe, char* into, std::size_t size) {
    while (size > 0) {
        ssize_t const got = ::read(pipe, into, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        into += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

/// The next parcel; nothing where the child ended without one.
std::optional<std::pair<Parcel, std::string>> receive(int pipe) {
    std::array<char, head_bytes> head{};
    if (!receive(pipe, head.data(), head.size())) return std::nullopt;
    std::uint64_t size = 0;
    for (std::size_t i = 1; i < head.size(); ++i)
        size |= std::uint64_t{static_cast<unsigned char>(head[i])} << (8 * (i - 1));
    std::string bytes;
    if (size > child_memory) return std::nullopt;  // a child that is out of its mind
    bytes.resize(size);
    if (!receive(pipe, bytes.data(), bytes.size())) return std::nullopt;
    return std::pair{static_cast<Parcel>(head[0]), std::move(bytes)};
}

/// The address space in use now [bytes]; 0 if it is not known.
rlim_t address_space_in_use() {
    rlim_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

rlim_t seconds_for(std::uint64_t size) {
    return child_seconds + (size >> 18);
}

void set_limit(__rlimit_resource resource, rlim_t limit) {
    rlimit const value{limit, limit};
    static_cast<void>(::setrlimit(resource, &value));
}

/// Prepares the child for a crash: it writes no core file and nothing to the user's terminal, and
/// its time and memory are limited.
void prepare_for_crash(std::uint64_t size) {
    set_limit(RLIMIT_CORE, 0);
    set_limit(RLIMIT_CPU, seconds_for(size));
    if (rlim_t const used = address_space_in_use(); used > 0)
        set_limit(RLIMIT_AS, used + child_memory);
    for (int const signal : {SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL, SIGXCPU})
        std::signal(signal, SIG_DFL);
    int const nowhere = ::open("/dev/null", O_WRONLY);
    if (nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
}

/// Lets the child end together with its parent, because then no process reads its result.
void end_with_parent(pid_t parent) {
    static_cast<void>(::prctl(PR_SET_PDEATHSIG, SIGKILL));
    if (::getppid() != parent) ::_exit(1);  // the parent ended before the call of prctl
}

[[noreturn]] void child(int pipe, std::filesystem::path const& file, std::uint64_t size,
                        Work const& work) {
    prepare_for_crash(size);
    std::string message;
    Exit exit = Exit::done;
    try {
        work([&](std::string_view record) { send(pipe, Parcel::record, record); });
        send(pipe, Parcel::done, {});
        ::_exit(0);
    } catch (Error const& error) {
        exit = error.exit();
        message = error.what();
    } catch (std::bad_alloc const&) {
        exit = Exit::bad_input;
        message = file.string() + ": needs more than " + std::to_string(child_memory >> 30) +
                  " GiB of memory to read; it is damaged or far too large";
    } catch (std::exception const& error) {
        exit = Exit::bad_input;
        message = file.string() + ": cannot be read: " + error.what();
    }
    send(pipe, Parcel::error, std::string{static_cast<char>(exit)} + message);
    ::_exit(0);
}

int wait_for(pid_t id) {
    int status = 0;
    while (::waitpid(id, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

[[noreturn]] void explain(std::filesystem::path const& file, std::uint64_t size, int status) {
    int const signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (signal == SIGINT) throw Error(Exit::interrupted, "stopped while reading " + file.string());
    if (signal == SIGTERM) throw Error(Exit::terminated, "stopped while reading " + file.string());
    if (signal == SIGXCPU || signal == SIGKILL)
        refuse(file.string() + ": takes longer than " + std::to_string(seconds_for(size)) +
               " s, or all memory, to read; it is damaged or far too large");
    refuse(file.string() + ": is damaged: the HDF5 library failed while reading it" +
           (signal != 0 ? std::string(" (") + ::strsignal(signal) + ")" : ""));
}

/// Takes what the child sends until its last parcel, which is returned; nothing where there is
/// none.
std::optional<std::pair<Parcel, std::string>> take_all(
    int pipe, std::function<void(std::string)> const& take) {
    for (;;) {
        auto parcel = receive(pipe);
        if (!parcel || parcel->first != Parcel::record) return parcel;
        take(std::move(parcel->second));
    }
}

void run_child(std::filesystem::path const& file, std::uint64_t size, Work const& work,
               std::function<void(std::string)> const& take) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw Error(Exit::failed,
                    file.string() + ": a pipe cannot be opened: " + std::strerror(errno));
    PipeEnd from_child(ends[0]), to_parent(ends[1]);
    pid_t const parent = ::getpid(), id = ::fork();
    if (id < 0)
        throw Error(Exit::failed,
                    file.string() + ": a process cannot be started: " + std::strerror(errno));
    if (id == 0) {
        end_with_parent(parent);
        from_child.close();  // else this process would count as a reader, and a write could block
        child(to_parent.descriptor(), file, size, work);
    }
    to_parent.close();
    std::optional<std::pair<Parcel, std::string>> last;
    std::exception_ptr refused;
    try {
        last = take_all(from_child.descriptor(), take);
    } catch (...) {
        refused = std::current_exception();
    }
    from_child.close();  // a child that still writes ends
    int const status = wait_for(id);
    if (refused) std::rethrow_exception(refused);
    bool const ended_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!ended_well || !last) explain(file, size, status);
    if (last->first == Parcel::done) return;
    std::string const& error = last->second;
    Exit const exit = error.empty() ? Exit::failed : static_cast<Exit>(error[0]);
    throw Error(exit, error.size() > 1 ? error.substr(1) : file.string() + ": cannot be read");
}

std::uint64_t size_of(std::filesystem::path const& file) {
    std::error_code unknown;
    auto const size = std::filesystem::file_size(file, unknown);
    return unknown ? 0 : size;
}

}  // namespace

std::string in_child_process(std::filesystem::path const& file,
                             std::function<std::string()> const& work) {
    return in_child_process(file, size_of(file), work);
}

std::string in_child_process(std::filesystem::path const& file, std::uint64_t size,
                             std::function<std::string()> const& work) {
    std::string result;
    run_child(
        file, size, [&](Emit const& emit) { emit(work()); },
        [&](std::string record) { result = std::move(record); });
    return result;
}

void in_child_process(std::filesystem::path const& file, Work const& work,
                      std::function<void(std::string)> const& take) {
    run_child(file, size_of(file), work, take);
}

}  // namespace liq::storage
