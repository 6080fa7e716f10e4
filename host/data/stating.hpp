/// \file
/// How messages name a row of a file, and how its reader may state what the file does not say.
#pragma once

#include <cstdint>
#include <string>

#include "host/words/shell.hpp"

namespace liq::data {

/// What the rows of a file are counted by: elements of a list (JSON), or lines of the text, which
/// an editor numbers in the same way; of a packed file those of the text in it.
enum class RowsAre : std::uint8_t { elements, lines, unpacked_lines };

/// `row 3`, `line 3`, `line 3 (unpacked)`
inline std::string row_in_words(RowsAre counted, std::uint64_t number) {
    std::string const n = std::to_string(number);
    if (counted == RowsAre::elements) return "row " + n;
    return "line " + n + (counted == RowsAre::unpacked_lines ? " (unpacked)" : "");
}

/// Where a person states what files do not say: keys of a recipe, options of the command line, or
/// nowhere, so that the file has to say it.
enum class StatedBy : std::uint8_t { recipe, options, file };

/// A sentence that says how to name a column: `Name it: --column close=last`.
/// \param what      what the column holds: "close"
/// \param numbered  whether columns have no names, so that its number is stated
inline std::string how_to_name(StatedBy by, std::string const& what, bool numbered = false) {
    if (by == StatedBy::file) return "Name it \"" + what + "\" in the header of the file";
    std::string const it = numbered ? "Name it by its number: " : "Name it: ";
    if (by == StatedBy::options) return it + "--column " + what + (numbered ? "=1" : "=...");
    return it + "columns = { " + what + (numbered ? " = 1, ... }" : " = \"...\" }");
}

/// What the keys of columns and of a symbol are called.
inline std::string words_for_columns(StatedBy by) {
    return by == StatedBy::options ? "--column" : "columns of [candles]";
}
inline std::string words_for_symbol(StatedBy by) {
    return by == StatedBy::options ? "--symbol" : "symbol of [candles]";
}

/// A key with a value, as it is stated: `symbol = "BTC"`, `--symbol BTC`.
inline std::string statement(StatedBy by, std::string const& key, std::string const& value) {
    if (by == StatedBy::options) return "--" + key + " " + words::shell_word(value);
    return key + " = \"" + (value == "\t" ? "\\t" : value) + "\"";
}

}  // namespace liq::data
