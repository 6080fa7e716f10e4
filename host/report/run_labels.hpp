/// \file
/// Short labels by which a reader tells the runs of a report apart.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "host/findings/report.hpp"

namespace liq::report {

/// The label of a run: a name, and the values of the keys in which the runs of its family differ.
struct RunLabel {
    std::string name;                 ///< the variant, "base", or empty
    std::vector<std::string> keys;    ///< the same for a family, as short as is unambiguous
    std::vector<std::string> values;  ///< [key]; an empty text: as in the base run
    /// [key]: the value for a column of a table. A long one, such as a TOML table, is a number:
    /// "#2", counted from 1 over the different long values that the key has in the family.
    std::vector<std::string> cells;

    /// The label in one line: "thin-book", "depth = 1e8, volatility = 0.4".
    [[nodiscard]] std::string all() const;
};

/// What the numbers in the `cells` of a family of at least one run mean, in the order of the keys.
/// \returns pairs such as { "depth #2", "{ bid = 1e8, ask = 2e8 }" }
std::vector<std::pair<std::string, std::string>> long_values(std::span<RunLabel const> family);

/// One past the index of the last run of the family that begins with a base run.
std::size_t end_of_family(findings::Report const& report, std::size_t begin);

/// A label for every run.
std::vector<RunLabel> run_labels(findings::Report const& report);

/// The last parts of dotted keys, as many as tell them apart: `depth`, but `long.share` and
/// `short.share`.
std::vector<std::string> short_keys(std::vector<std::string> const& keys);

}  // namespace liq::report
