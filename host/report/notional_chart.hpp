/// \file
/// The notional that would be liquidated, by price, drawn with characters.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/planning/market_figures.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// The lines of a chart of bars, prices falling from the top: above spot shorts, below it longs, in
/// rows of equal steps of log price, as far from spot as nine tenths of it lie; what lies further
/// away is a last line. There are none where nothing would be liquidated.
/// \param buckets  every bucket of the ladder, [side], in any order
std::vector<std::string> notional_chart(
    std::array<std::vector<planning::FuelBucket>, n_sides> const& buckets, double spot,
    words::TextStyle const& style);

}  // namespace liq::report
