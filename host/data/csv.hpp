/// \file
/// Rows of CSV files, read as a stream.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "host/data/byte_stream.hpp"
#include "host/data/stating.hpp"

namespace liq::data {

/// The cells of a record, without blanks around them; the texts are valid within the call only.
struct CsvRow {
    std::vector<std::string_view> cells;
    /// From 1. Where the file has a header, the first record below it is row 1 and the header row
    /// 0.
    std::uint64_t row = 0;
    /// On which it begins, from 1, as an editor counts: with all that stands above.
    std::uint64_t line = 0;
    RowsAre counted = RowsAre::lines;  ///< or of the text in a packed file
};

/// Whether a first record names columns: none of its cells is a number.
bool is_header(std::vector<std::string_view> const& cells);

/// Calls `take` for every record of the file (RFC 4180; blank lines are left out). The header, if
/// there is one, comes first, with row 0.
/// \param delimiter  between cells
/// \throws Error(Exit::bad_input) with the line: quotes that do not end, a NUL byte, a cell of more
///     than 1 MiB, more than 4,096 cells
void read_csv(ByteStream& stream, std::function<void(CsvRow const&)> const& take,
              char delimiter = ',');

/// The records of a text that begins a file, but for a last one that may be cut off.
std::vector<std::vector<std::string>> first_rows(std::string_view head, std::size_t limit,
                                                 char delimiter = ',');

}  // namespace liq::data
