/// \file
/// What the interfaces of venues wrap around the rows that they hand out.
#pragma once

#include <nlohmann/json.hpp>

#include "host/data/json_stream.hpp"

namespace liq::data {

/// The list `data` of an answer of OKX.
/// \throws Error(Exit::bad_input) for an error message of the venue, with its code and words, and
///     where there is no list
nlohmann::json const& data_of_okx(nlohmann::json const& answer, JsonPlace const& root);

/// The member `result` of an answer of Bybit.
/// \throws Error(Exit::bad_input) for an error message of the venue, with its words
nlohmann::json const& result_of_bybit(nlohmann::json const& answer, JsonPlace const& root);

}  // namespace liq::data
