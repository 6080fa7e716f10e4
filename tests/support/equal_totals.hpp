/// \file
/// Equality of totals that says where they differ.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "kernels/totals.hpp"

namespace liq::tests {

/// All counters equal; else how many differ, and the first.
inline ::testing::AssertionResult same_totals(Totals a, Totals b) {
    if (!(a.layout() == b.layout())) return ::testing::AssertionFailure() << "other layouts";
    std::size_t n_different = 0;
    std::string first;
    auto const compare = [&](std::vector<Counter> const& x, std::vector<Counter> const& y,
                             char const* array) {
        for (std::size_t i = 0; i < x.size(); ++i) {
            if (x[i] == y[i]) continue;
            if (n_different++ == 0) {
                first = std::string{array} + "[" + std::to_string(i) +
                        "]: " + std::to_string(x[i]) + " and " + std::to_string(y[i]);
            }
        }
    };
    compare(a.hot(), b.hot(), "hot");
    compare(a.cold(), b.cold(), "cold");
    if (n_different == 0) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure()
           << n_different << " counters differ, the first is " << first;
}

}  // namespace liq::tests
