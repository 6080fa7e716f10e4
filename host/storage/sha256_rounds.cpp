#include "host/storage/sha256_rounds.hpp"

#include <bit>

namespace liq::storage {
namespace {

/// Processes one message block.
void process(Sha256State& state, unsigned char const* chunk) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t t = 0; t < 16; ++t)
        w[t] = std::uint32_t{chunk[4 * t]} << 24 | std::uint32_t{chunk[4 * t + 1]} << 16 |
               std::uint32_t{chunk[4 * t + 2]} << 8 | chunk[4 * t + 3];
    for (std::size_t t = 16; t < 64; ++t) {
        std::uint32_t const s0 =
            std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ w[t - 15] >> 3;
        std::uint32_t const s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t t = 0; t < 64; ++t) {
        std::uint32_t const s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        std::uint32_t const t1 = h + s1 + ((e & f) ^ (~e & g)) + sha256_constants[t] + w[t];
        std::uint32_t const s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        std::uint32_t const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    std::array<std::uint32_t, 8> const change{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += change[i];
}

}  // namespace

void sha256_plainly(Sha256State& state, unsigned char const* chunks, std::size_t count) {
    for (; count > 0; --count, chunks += sha256_chunk) process(state, chunks);
}

}  // namespace liq::storage
