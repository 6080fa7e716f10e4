/// \file
/// Points in time as files write them: ISO 8601 in UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace liq::market {

/// Unix seconds of `2025-06-05T21:00:00Z`; seconds, their fraction (dropped) and the separator `T`
/// or a space are free, `+00:00` may stand for `Z`. Nothing for anything else, other zones
/// included.
std::optional<std::int64_t> parse_utc(std::string_view text);

/// The same without the zone allowed to be missing, and a date alone: CF's `seconds since`
/// reference.
std::optional<std::int64_t> parse_reference_time(std::string_view text);

/// `2025-06-05 21:00 UTC`.
std::string utc_text(std::int64_t unix_seconds);

}  // namespace liq::market
