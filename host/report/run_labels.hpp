/// \file
/// Short labels by which a reader tells the runs of a report apart.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/findings/report.hpp"

namespace liq::report {

/// The label of a run: a name, and the values of the keys in which the runs of its family differ.
struct RunLabel {
    std::string name;                 ///< the variant, "base", or empty
    std::vector<std::string> keys;    ///< the same for a family, as short as is unambiguous
    std::vector<std::string> values;  ///< [key]; an empty text: as in the base run

    /// The label in one line: "thin-book", "depth = 1e8, volatility = 0.4".
    [[nodiscard]] std::string all() const;
};

/// One past the index of the last run of the family that begins with a base run.
std::size_t end_of_family(findings::Report const& report, std::size_t begin);

/// A label for every run.
std::vector<RunLabel> run_labels(findings::Report const& report);

/// The keys in which the runs of some family differ that are not variants, sorted.
std::vector<std::string> swept_keys(findings::Report const& report);

/// A value as it was set; a number is written without digits that are not needed: 100000000.0 as
/// 100,000,000.
std::string value_in_words(std::string const& value);

/// The last parts of dotted keys, as many as tell them apart: `depth`, but `long.share` and
/// `short.share`.
std::vector<std::string> short_keys(std::vector<std::string> const& keys);

}  // namespace liq::report
