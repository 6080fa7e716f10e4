/// \file
/// The tables of the comparison of two reports as CSV.
#pragma once

#include <array>
#include <string>

#include "host/comparison/comparison.hpp"

namespace liq::comparison {

/// The inputs that changed, keys and figures of the market; outcomes; statistics; limits; what
/// every input did to every outcome.
inline constexpr std::array comparison_tables{"inputs", "outcomes", "statistics", "limits",
                                              "attribution"};

/// One table of all pairs of runs, see words::Sheet::csv.
/// \param table  one of `comparison_tables`
std::string comparison_csv(Comparison const& comparison, std::string const& table);

}  // namespace liq::comparison
