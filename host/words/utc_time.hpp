/// \file
/// Reads and writes points in time: ISO 8601 in UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace liq::words {

/// The Unix seconds of `2025-06-05T21:00:00Z`. The seconds may be absent, and a fraction of a
/// second is ignored; the separator is `T` or a space; the zone is `Z`, `+00:00` or ` UTC`. No
/// result for any other text, also for other zones.
std::optional<std::int64_t> parse_utc(std::string_view text);

/// The same in milliseconds, with the fraction of the second cut after its third digit.
/// \param zone_needed  false: the zone, or the whole time of day, may be absent, for texts that are
///     UTC by the definition of their format
std::optional<std::int64_t> parse_utc_milliseconds(std::string_view text, bool zone_needed = true);

/// The same for the reference time of a CF time axis (`seconds since ...`): the zone, or the whole
/// time of day, may be absent.
std::optional<std::int64_t> parse_reference_time(std::string_view text);

/// `2025-06-05 21:00 UTC`.
std::string utc_text(std::int64_t unix_seconds);

/// As files write it, `2025-06-05T21:00:00Z`.
std::string iso_utc(std::int64_t unix_seconds);

}  // namespace liq::words
