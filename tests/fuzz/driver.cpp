// The program of all targets: libFuzzer's, with the target that LIQ_FUZZ names (README.md).
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <limits>
#include <random>
#include <span>

#include "tests/fuzz/library_crash.hpp"
#include "tests/fuzz/target.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace liq::fuzz {
namespace {

constexpr std::array targets{
    &checkpoint_target, &csv_target,    &formats_target, &json_target,     &market_target,
    &packed_target,     &recipe_target, &report_target,  &scenario_target,
};

Target const* chosen = nullptr;
std::uint64_t n_accepted = 0, n_read = 0;

Target const& target_named(char const* name) {
    std::string known;
    for (auto const* target : targets) {
        if (name != nullptr && target->name == name) return *target;
        known += " " + std::string(target->name);
    }
    std::fprintf(stderr, "LIQ_FUZZ names no target; there are:%s\n", known.c_str());
    std::exit(2);
}

/// tests/fuzz/run looks at this: a corpus of which nothing is accepted has become useless.
void print_counts() {
    std::fprintf(stderr, "%s: %llu of %llu inputs were accepted\n",
                 std::string(chosen->name).c_str(), static_cast<unsigned long long>(n_accepted),
                 static_cast<unsigned long long>(n_read));
}

void read(std::string_view bytes) {
    ++n_read;
    try {
        chosen->read(bytes);
        ++n_accepted;
    } catch (Error const& error) {
        check_error(error);
        if (std::getenv("LIQ_FUZZ_SAY") != nullptr)
            std::fprintf(stderr, "refused: %s\n", error.what());
    } catch (std::exception const& error) {
        fail(std::string("an exception that is not one for people: ") + error.what());
    } catch (...) {
        fail("an exception that is not one for people");
    }
}

/// Puts a number that readers tend to get wrong over some bytes, in one of the widths that files
/// have.
void put_number(std::span<std::uint8_t> data, std::minstd_rand& random) {
    using limits = std::numeric_limits<double>;
    constexpr std::array numbers{0.0,
                                 -0.0,
                                 -1.0,
                                 1.0,
                                 0.5,
                                 1e-300,
                                 1e300,
                                 limits::denorm_min(),
                                 limits::quiet_NaN(),
                                 limits::infinity(),
                                 -limits::infinity()};
    constexpr std::array<std::uint64_t, 8> counts{
        0, 1, 2, 0x7fffffff, 0x80000000, 0xffffffff, 0x7fffffffffffffff, 0xffffffffffffffff};
    std::size_t const width = std::size_t{1} << random() % 4;
    if (data.size() < width) return;
    std::size_t const at = random() % (data.size() - width + 1);
    std::uint64_t const count = counts[random() % counts.size()];
    double const number = numbers[random() % numbers.size()];
    if (width == 8 && random() % 2 == 0)
        std::memcpy(&data[at], &number, width);
    else
        std::memcpy(&data[at], &count, width);
}

}  // namespace

void fail(std::string const& what) {
    std::fprintf(stderr, "%s: %s\n", std::string(chosen->name).c_str(), what.c_str());
    std::abort();
}

void check_error(Error const& error, std::string const& file) {
    std::string const message = error.what();
    expect(!message.empty(), "an error without a message");
    expect(error.exit() == Exit::bad_input || error.exit() == Exit::no_file,
           "an error with the exit code " + std::to_string(static_cast<int>(error.exit())) + ": " +
               message);
    expect(message.find(file) != message.npos, "an error that does not name its file: " + message);
}

GivenFile::GivenFile(std::string_view bytes) : id_(::memfd_create("given", MFD_CLOEXEC)) {
    expect(id_ >= 0, "no file in memory can be made");
    while (!bytes.empty()) {
        auto const n = ::write(id_, bytes.data(), bytes.size());
        expect(n > 0, "a file in memory cannot be written");
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

GivenFile::~GivenFile() {
    ::close(id_);
}

}  // namespace liq::fuzz

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
    liq::fuzz::chosen = &liq::fuzz::target_named(std::getenv("LIQ_FUZZ"));
    liq::fuzz::survive_crashes_of_hdf5();
    std::atexit(liq::fuzz::print_counts);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    liq::fuzz::read({reinterpret_cast<char const*>(data), size});
    return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
    if (!liq::fuzz::chosen->in_place) return LLVMFuzzerMutate(data, size, max_size);
    std::minstd_rand random(seed);
    // Few at a time: nearly every change of what is not a value makes a file that is refused early.
    for (unsigned n = 1 + random() % 3; n > 0; --n) {
        if (random() % 2 == 0) {
            liq::fuzz::put_number({data, size}, random);
        } else if (size > 0) {
            data[random() % size] = static_cast<std::uint8_t>(random());
        }
    }
    return size;
}
