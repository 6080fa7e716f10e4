/// \file
/// Small pictures of intervals, made without a script, which print and scale as text does.
#pragma once

#include <string>
#include <vector>

#include "host/page/html.hpp"

namespace liq::page {

/// What a strip shows of one value, all in the unit of its axis; NaN: not there.
struct StripMarks {
    double low, high;              ///< a thick line between them
    double value;                  ///< a dot
    double beside;                 ///< a hollow mark: the same without the cascade
    double range_low, range_high;  ///< a thin line: what draws of inputs do
    double benchmark;              ///< an upright line
};

/// A strip over [from, to], with a line at 0 where that lies inside. It has no words of its own:
/// the numbers stand beside it.
Html strip(StripMarks const& marks, double from, double to);

}  // namespace liq::page
