/// \file
/// Writes how many there are of something.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host/words/numbers.hpp"

namespace liq::words {

/// "1 position", "1,234 positions": nouns whose plural ends in s.
inline std::string counted(std::uint64_t n, std::string_view noun) {
    return whole(n) + " " + std::string(noun) + (n == 1 ? "" : "s");
}

}  // namespace liq::words
