/// \file
/// Meanings of keys that several sections of a recipe have.
#pragma once

namespace liq::building {

inline constexpr char const* files_meaning =
    "files, relative to the recipe; * takes all that match, in the order of their names; packed "
    "ones "
    "too; - is standard input";
inline constexpr char const* symbol_meaning =
    "contract, where a file holds several: as the file names it";
inline constexpr char const* columns_meaning =
    "columns of a CSV file: names of its header, or numbers from 1";
inline constexpr char const* delimiter_meaning = "between the cells of a CSV file";

}  // namespace liq::building
