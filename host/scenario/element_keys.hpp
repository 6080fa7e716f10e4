/// \file
/// Dotted keys that lead into a list of tables, whose elements have names or numbers in the key:
/// `event.race.up`, `event.0.up`.
#pragma once

#include <string>
#include <string_view>

#include "host/scenario/document.hpp"

namespace liq::scenario {

/// The element of a list whose name is this part of a key, or whose number it is, counted from 0;
/// null if there is none.
Node const* element_of(Node const& list, std::string_view part);

/// The one spelling of a key: names of elements are replaced by their numbers, so that
/// `event.race.up` and `event.0.up` become the same key. Parts that the document does not have stay
/// as they are.
/// \param where  begins the message of an error
/// \throws Error(Exit::bad_input) for a number with leading zeros, such as `event.00.up`
std::string with_indices(Node const& root, std::string_view key, std::string const& where);

/// Whether the first of two keys with indices is the second one or a table that the second lies in.
bool covers(std::string_view key, std::string_view other);

}  // namespace liq::scenario
