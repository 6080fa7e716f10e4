/// \file
/// How long statistical tests run, and on which seeds.
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace liq::tests {

/// Fixed before the tests were first run. The first is used always, the others in a full run.
inline constexpr std::array<std::uint64_t, 4> seeds{20250605, 1, 987654321987654321, 42};

/// `LIQ_FULL=1`, set by `tools/test --full`.
inline bool full_run() {
    char const* full = std::getenv("LIQ_FULL");
    return full != nullptr && std::string{full} == "1";
}

inline std::vector<std::uint64_t> seeds_of_this_run() {
    return {seeds.begin(), full_run() ? seeds.end() : seeds.begin() + 1};
}

}  // namespace liq::tests
