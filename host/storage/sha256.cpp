#include "host/storage/sha256.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "host/storage/input_file.hpp"
#include "host/storage/sha256_rounds.hpp"

namespace liq::storage {
namespace {

void process_chunks(Sha256State& state, unsigned char const* chunks, std::size_t count) {
    static bool const has_instructions = has_sha_instructions();
    (has_instructions ? sha256_with_instructions : sha256_plainly)(state, chunks, count);
}

}  // namespace

void Sha256::add(std::string_view bytes) {
    length_ += bytes.size();
    auto const take = [&](std::size_t count) {
        std::ranges::copy(bytes.substr(0, count), chunk_.begin() + static_cast<long>(filled_));
        filled_ += count;
        bytes.remove_prefix(count);
    };
    if (filled_ > 0) take(std::min(bytes.size(), chunk_.size() - filled_));
    if (filled_ == chunk_.size()) compress();
    if (bytes.empty()) return;
    std::size_t const whole = bytes.size() / chunk_.size();
    process_chunks(state_, reinterpret_cast<unsigned char const*>(bytes.data()), whole);
    bytes.remove_prefix(whole * chunk_.size());
    take(bytes.size());
}

/// Adds the padding (5.1.1).
std::string Sha256::finish() {
    std::uint64_t const bits = length_ * 8;
    add(std::string_view("\x80", 1));
    while (filled_ != 56) add(std::string_view("\0", 1));
    for (int shift = 56; shift >= 0; shift -= 8) {
        char const byte = static_cast<char>(bits >> shift);
        add({&byte, 1});
    }
    std::string hex;
    for (std::uint32_t const word : state_)
        for (int shift = 28; shift >= 0; shift -= 4)
            hex += "0123456789abcdef"[(word >> shift) & 15];
    return hex;
}

void Sha256::compress() {
    process_chunks(state_, chunk_.data(), 1);
    filled_ = 0;
}

std::string sha256_of_text(std::string_view bytes) {
    Sha256 sum;
    sum.add(bytes);
    return sum.finish();
}

std::string sha256_of_file(std::filesystem::path const& file) {
    return sha256_of_text(InputFile(file).bytes());
}

}  // namespace liq::storage
