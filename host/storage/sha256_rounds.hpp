/// \file
/// The rounds of SHA-256 in two ways that give the same. Only for use inside host/storage.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace liq::storage {

/// The words a to h of FIPS 180-4, 6.2.
using Sha256State = std::array<std::uint32_t, 8>;
/// Bytes of a message block.
inline constexpr std::size_t sha256_chunk = 64;

/// Whether the processor has instructions for it (SHA Extensions of x86).
bool has_sha_instructions();

/// Processes `count` message blocks (6.2.2) with those instructions; only where there are some.
void sha256_with_instructions(Sha256State& state, unsigned char const* chunks, std::size_t count);
/// The same on every processor, in five times the time.
void sha256_plainly(Sha256State& state, unsigned char const* chunks, std::size_t count);

}  // namespace liq::storage
