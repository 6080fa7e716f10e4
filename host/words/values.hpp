/// \file
/// Numbers and lengths of time: as files write them, and as people read them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/core/units.hpp"

namespace liq::words {

/// The units of lengths of time in files, longest first.
struct TimeUnit {
    std::string_view word;
    std::int64_t seconds;
};
inline constexpr std::array<TimeUnit, 4> time_units{
    {{"d", seconds_per_day}, {"h", 3600}, {"min", 60}, {"s", 1}}};

/// A number as files have it, without a trailing `.0`.
std::string plain_number(double value);

/// The largest unit in which the duration is a whole number, as files have it: `30d`, `90s`.
std::string duration_text(Duration duration);

/// The same with a space between number and unit, in sentences: "30 d".
std::string length_in_words(Duration length);

}  // namespace liq::words
