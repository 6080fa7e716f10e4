/// \file
/// Finds the word that a person may have meant by a misspelt one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liq::words {

/// The number of edits from `given` to `word`; one edit changes, adds or removes a letter, or swaps
/// it with the next one. Capital and small letters count as the same. There is no result where the
/// words are not similar: more than one edit and more than a third of the shorter word.
std::optional<std::size_t> distance_if_alike(std::string_view given, std::string_view word);

/// The word among `words` that is most similar to `given`; no result where none is similar.
std::optional<std::string> nearest(std::string_view given, std::vector<std::string> const& words);

}  // namespace liq::words
