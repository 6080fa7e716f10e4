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

/// The same of any words: "1 was left out", "1,234 were left out".
inline std::string counted(std::uint64_t n, std::string_view one, std::string_view several) {
    return whole(n) + " " + std::string(n == 1 ? one : several);
}

}  // namespace liq::words
