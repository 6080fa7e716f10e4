/// \file
/// Times that a person has written in another zone than UTC.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace liq::words {

/// The same time in UTC, as files write it, of a text that states another zone:
/// `2025-06-06T06:00:00+09:00` is 2025-06-05T21:00:00Z. Nothing for any other text.
std::optional<std::string> utc_of_other_zone(std::string_view text);

}  // namespace liq::words
