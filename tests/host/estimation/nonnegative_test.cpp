/// Non-negative least squares against the best of all sets of columns.
#include "host/estimation/nonnegative.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace liq::estimation {
namespace {

/// A regression with random columns.
struct Problem {
    std::vector<ByLeverage> rows;
    std::vector<double> y;

    [[nodiscard]] NormalEquations equations() const {
        NormalEquations system;
        for (std::size_t r = 0; r < rows.size(); ++r)
            for (std::size_t i = 0; i < n_leverages; ++i) {
                system.moment[i] += rows[r][i] * y[r];
                for (std::size_t j = 0; j < n_leverages; ++j)
                    system.gram[i][j] += rows[r][i] * rows[r][j];
            }
        return system;
    }
};

/// What the conditions of Karush, Kuhn & Tucker say: no coefficient below 0, no gain from any
/// column, no slope along those in use. Relative to the columns.
void expect_optimal(NormalEquations const& system, ByLeverage const& x, double scale) {
    for (std::size_t i = 0; i < n_leverages; ++i) {
        double gain = system.moment[i];
        for (std::size_t j = 0; j < n_leverages; ++j) gain -= system.gram[i][j] * x[j];
        double const unit = scale * std::sqrt(system.gram[i][i]);
        EXPECT_GE(x[i], 0);
        EXPECT_LE(gain, 1e-9 * unit);
        if (x[i] > 0) {
            EXPECT_GE(gain, -1e-9 * unit);
        }
    }
}

TEST(NonnegativeLeastSquares, MeetTheConditionsOfAnOptimum) {
    std::mt19937_64 generator(1);
    std::normal_distribution<double> normal;
    int at_bound = 0;
    for (int trial = 0; trial < 500; ++trial) {
        Problem problem;
        double norm = 0;
        for (int r = 0; r < 12; ++r) {
            auto& row = problem.rows.emplace_back();
            // Columns of one kind of size each, as different leverages have.
            for (std::size_t i = 0; i < n_leverages; ++i)
                row[i] = std::pow(10.0, 2.0 * static_cast<double>(i)) * normal(generator);
            problem.y.push_back(normal(generator));
            norm += problem.y.back() * problem.y.back();
        }
        auto const system = problem.equations();
        auto const x = nonnegative_least_squares(system);
        expect_optimal(system, x, std::sqrt(norm));
        for (double const value : x) at_bound += value == 0 ? 1 : 0;
    }
    EXPECT_GT(at_bound, 500);  // about half of them
    EXPECT_LT(at_bound, 2'000);
}

TEST(NonnegativeLeastSquares, FindCoefficientsThatAreExact) {
    std::mt19937_64 generator(2);
    std::exponential_distribution<double> exponential;
    ByLeverage const wanted{0.005, 0, 0.002, 0.0007, 0.00025};
    Problem problem;
    for (int r = 0; r < 40; ++r) {
        auto& row = problem.rows.emplace_back();
        double y = 0;
        for (std::size_t i = 0; i < n_leverages; ++i) {
            row[i] = 1e9 * exponential(generator);
            y += wanted[i] * row[i];
        }
        problem.y.push_back(y);
    }
    auto const x = nonnegative_least_squares(problem.equations());
    for (std::size_t i = 0; i < n_leverages; ++i) EXPECT_NEAR(x[i], wanted[i], 1e-12);
}

TEST(NonnegativeLeastSquares, GiveColumnsWithoutEntriesNothing) {
    Problem problem;
    for (double const at : {1.0, 2.0, 3.0}) {
        problem.rows.push_back({at, 0, 2 * at, 0, 0});  // the third is the first, twice
        problem.y.push_back(4 * at);
    }
    auto const x = nonnegative_least_squares(problem.equations());
    EXPECT_NEAR(x[0] + 2 * x[2], 4, 1e-9);
    EXPECT_EQ(x[1] + x[3] + x[4], 0);
    for (double const value : nonnegative_least_squares({})) EXPECT_EQ(value, 0);
}

}  // namespace
}  // namespace liq::estimation
