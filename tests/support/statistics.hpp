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

/// The mean of one value a path.
class MeanOfPaths {
  public:
    void add(double value) {
        ++paths_;
        sum_ += value;
        squares_ += value * value;
    }
    [[nodiscard]] Measured measured() const {
        double const mean = sum_ / paths_;
        return {mean, std::sqrt((squares_ / paths_ - mean * mean) / paths_)};
    }

  private:
    double paths_ = 0, sum_ = 0, squares_ = 0;
};

/// |a/b - 1| <= allowed plus 3 standard errors of both together.
inline ::testing::AssertionResult same_within(double allowed, Measured const& a,
                                              Measured const& b) {
    double const miss = std::abs(a.value / b.value - 1);
    double const error = std::hypot(a.standard_error, b.standard_error) / std::abs(b.value);
    std::ostringstream text;
    text << a.value << " +- " << a.standard_error << " and " << b.value << " +- "
         << b.standard_error;
    return (miss <= allowed + 3 * error ? ::testing::AssertionSuccess()
                                        : ::testing::AssertionFailure())
           << text.str();
}

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
