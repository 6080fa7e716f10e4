/// \file
/// The one table of a batch: a row for each run, for the terminal and as CSV.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "host/findings/report.hpp"
#include "host/words/sheet.hpp"

namespace liq::report {

/// The table, and what its terse cells stand for.
struct BatchTable {
    words::Sheet sheet;
    /// For each outcome's column the question, in the order of the columns.
    struct Asked {
        std::string column, question;
    };
    std::vector<Asked> questions;
    /// Values too long for a cell: { "depth #2", "{ bid = 1e8, ask = 2e8 }" }.
    std::vector<std::pair<std::string, std::string>> long_values;
};

/// How each run is called at the terminal: "3  thin-book", with its scenario where there are
/// several, and whether it has no result or not all of its paths.
std::vector<std::string> row_names(findings::Report const& report);

/// A row for each run in the order of the report: its name, the value of every key that a sweep
/// changes (of a run that does not set it: of its scenario), every outcome with its difference to
/// the base run, the p99 of the largest hour, the ES99 of the desk's positions, the worst state of
/// its limits. A new column is a line in batch_table.cpp.
BatchTable batch_table(findings::Report const& report);

/// Sorts by a column, as a person names it: a name of the CSV's header, or the end of one that is
/// unambiguous (`race.up`, `depth`). What is set and names ascend; results descend.
/// \throws Error(Exit::bad_input) where there is no such column; the message lists them
void sort_by(words::Sheet& sheet, std::string const& column);

}  // namespace liq::report
