/// \file
/// Times in JSON files.
#pragma once

#include <cstdint>

#include <nlohmann/json.hpp>

#include "host/data/json_stream.hpp"

namespace liq::data {

/// Unix milliseconds of a count since 1970 (host/data/cells.hpp), as a number or as a text.
/// \throws Error(Exit::bad_input) with the place if it is no such count, or empty
std::int64_t time_of(nlohmann::json const& value, JsonPlace const& place);
std::int64_t time_at(nlohmann::json const& object, char const* key, JsonPlace const& place);
/// The same; 0 where the member is missing or null.
std::int64_t time_or_zero(nlohmann::json const& object, char const* key, JsonPlace const& place);

}  // namespace liq::data
