/// \file
/// Numbers and durations, as scenario files and messages write them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/core/units.hpp"

namespace liq::words {

/// The units of durations in files, the longest unit first.
struct TimeUnit {
    std::string_view word;
    std::int64_t seconds;
};
inline constexpr std::array<TimeUnit, 4> time_units{
    {{"d", seconds_per_day}, {"h", 3600}, {"min", 60}, {"s", 1}}};

/// The shortest text that reads back as the number; a whole number has no `.0`.
std::string plain_number(double value);

/// The duration as files write it, in the largest unit that gives a whole number: `30d`, `90s`.
std::string duration_text(Duration duration);

/// The same for sentences, with a space between number and unit: "30 d".
std::string length_in_words(Duration length);

}  // namespace liq::words
