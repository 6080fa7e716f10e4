/// \file
/// The files that a series was read from, and how messages name the places of its rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/data/stating.hpp"
#include "models/margin/contract.hpp"

namespace liq::data {

/// Where a row stands: the number of its file in the series, and its line or place in the list
/// there.
struct Row {
    std::uint32_t file = 0;
    std::uint32_t row = 0;
};

/// What all series share.
struct SeriesFiles {
    std::string format;              ///< by which all files were read
    std::vector<std::string> files;  ///< their names, in the order of the rows
    std::vector<std::string> notes;  ///< what a reader of the result should know
    /// Of what the rows are, where the files tell.
    std::optional<Contract> contract = {};

    std::vector<RowsAre> counted = {};  ///< of each file; elements where it is shorter
    StatedBy stated_by = StatedBy::recipe;

    /// `line 7`, within its file
    [[nodiscard]] std::string row_in_file(Row at) const {
        return row_in_words(at.file < counted.size() ? counted[at.file] : RowsAre::elements,
                            at.row);
    }
    /// `klines.csv: line 7`
    [[nodiscard]] std::string place(Row at) const {
        return files[at.file] + ": " + row_in_file(at);
    }
};

}  // namespace liq::data
