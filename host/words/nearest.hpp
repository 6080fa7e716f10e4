/// \file
/// The word that somebody may have meant.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liq::words {

/// Letters to change, add, leave out or swap with the next one to get from `given` to `word`;
/// nothing where the two are not alike. Capital and small letters are the same.
std::optional<std::size_t> distance_if_alike(std::string_view given, std::string_view word);

/// The word among `words` that is nearest to `given`, or nothing that is near.
std::optional<std::string> nearest(std::string_view given, std::vector<std::string> const& words);

}  // namespace liq::words
