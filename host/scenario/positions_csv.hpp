/// \file
/// Reads the CSV file of positions, `portfolio.file` (host/interface.md, Portfolio).
#pragma once

#include <string>
#include <string_view>

#include "host/scenario/document.hpp"

namespace liq::scenario {

/// What has been read of a CSV text, also where an error ended it.
struct CsvReading {
    int line = 0;             ///< the last line that was looked at; the first one is 1
    bool has_header = false;  ///< whether a header of positions was found
    Node list;                ///< the positions, as `[[position]]` would have them
};

/// The names of all columns, for messages: "name, side, ...".
std::string csv_columns();

/// Reads the tables of a CSV text, as if they were `[[position]]` tables. Cells are separated by
/// commas and may have double quotes; an empty cell is an absent key.
/// \param source  the name of the text in places
/// \throws Error for a text that is not such a table
void read_csv(std::string_view text, std::string const& source, CsvReading& reading);

}  // namespace liq::scenario
