/// \file
/// Candles that venues write as lists of values without names: only a place in the list says what
/// a value is.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "host/data/format.hpp"
#include "host/data/json_stream.hpp"

namespace liq::data {

/// The first lists of a list of lists, as they are written: a text keeps its quotes. A last one
/// that may be cut off is left out.
/// \param text  that begins with such a list, but for blanks; anything else has none
/// \param most  lists are looked at
std::vector<std::vector<std::string_view>> first_lists(std::string_view text, std::size_t most);

/// The text behind the first `"key":`, where there is one; else nothing.
std::string_view behind_key(std::string_view text, std::string_view key);

/// Where the prices of a list are, from 0; its time comes first in every format.
struct PricePlaces {
    std::size_t open, high, low, close;
};

/// Time and prices of a list that is long enough.
Candle candle_of_list(nlohmann::json const& list, PricePlaces const& places, JsonPlace const& place,
                      Row at);

/// Refuses what a recipe states of columns, and of a symbol where the files have none.
/// \param what  "candles of OKX"
void refuse_columns(Reading const& reading, std::string const& file, char const* what,
                    bool has_symbol);

}  // namespace liq::data
