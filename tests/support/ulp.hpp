/// \file
/// Errors of single-precision results in units in the last place.
#pragma once

#include <cmath>
#include <cstdint>
#include <ostream>

namespace liq::tests {

/// Distance of a float from a value known better, in ulps of that value.
inline double ulps_between(float value, double expected) {
    if (static_cast<double>(value) == expected) return 0;
    if (expected == 0) return HUGE_VAL;
    return std::abs(static_cast<double>(value) - expected) /
           std::ldexp(1.0, std::ilogb(expected) - 23);
}

/// The largest error seen, and where.
struct Worst {
    double error = 0;
    double at = 0;
    std::uint64_t n_seen = 0;

    void see(double where, double how_much) {
        ++n_seen;
        if (!(how_much <= error)) {  // NaN is the worst of all
            error = how_much;
            at = where;
        }
    }
    friend std::ostream& operator<<(std::ostream& out, Worst const& worst) {
        return out << "largest error " << worst.error << " at " << worst.at << " of "
                   << worst.n_seen << " arguments";
    }
};

}  // namespace liq::tests
