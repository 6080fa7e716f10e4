/// \file
/// Statistical expectations that say everything when they fail.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <sstream>
#include <string>

namespace liq::tests {

/// A value estimated from paths.
struct Measured {
    double value = 0;
    double standard_error = 0;
};

/// hits/paths with its binomial standard error.
inline Measured probability(std::uint64_t hits, std::uint64_t paths) {
    double const p = static_cast<double>(hits) / static_cast<double>(paths);
    return {p, std::sqrt(p * (1 - p) / static_cast<double>(paths))};
}

/// |value - expected| <= 3 standard errors, plus what the expected value is rounded to.
/// \param inputs  everything that the value follows from, for the message
inline ::testing::AssertionResult within_3_standard_errors(Measured measured, double expected,
                                                           std::string const& inputs,
                                                           double rounding = 0) {
    double const miss = std::abs(measured.value - expected);
    bool const good = miss <= 3 * measured.standard_error + rounding;
    std::ostringstream text;
    text.precision(12);
    text << inputs << ": value " << measured.value << ", expected " << expected
         << ", standard error " << measured.standard_error << ", difference "
         << miss / measured.standard_error << " standard errors";
    return (good ? ::testing::AssertionSuccess() : ::testing::AssertionFailure()) << text.str();
}

}  // namespace liq::tests
