#include "host/estimation/nonnegative.hpp"

#include <algorithm>
#include <cmath>

namespace liq::estimation {
namespace {

constexpr std::size_t n = n_leverages;
using Set = std::array<bool, n>;

/// Solves the equations of the columns of a set by Cholesky; the others get 0.
ByLeverage solution_of(NormalEquations const& system, Set const& used) {
    constexpr double dependent = 1e-13;  // of a diagonal of ones
    std::array<ByLeverage, n> lower{};
    ByLeverage x{};
    for (std::size_t i = 0; i < n; ++i) {
        if (!used[i]) continue;
        for (std::size_t j = 0; j <= i; ++j) {
            if (!used[j]) continue;
            double rest = system.gram[i][j];
            for (std::size_t k = 0; k < j; ++k) rest -= lower[i][k] * lower[j][k];
            if (i == j)
                lower[i][i] = rest > dependent ? std::sqrt(rest) : 0.0;
            else
                lower[i][j] = lower[j][j] > 0 ? rest / lower[j][j] : 0.0;
        }
        double rest = system.moment[i];
        for (std::size_t k = 0; k < i; ++k) rest -= lower[i][k] * x[k];
        x[i] = lower[i][i] > 0 ? rest / lower[i][i] : 0.0;
    }
    for (std::size_t i = n; i-- > 0;) {
        if (!(lower[i][i] > 0)) continue;
        double rest = x[i];
        for (std::size_t k = i + 1; k < n; ++k) rest -= lower[k][i] * x[k];
        x[i] = rest / lower[i][i];
    }
    return x;
}

/// Scales columns so that the diagonal is 1. \returns the factors
ByLeverage scale(NormalEquations& system) {
    ByLeverage factor{};
    for (std::size_t i = 0; i < n; ++i)
        factor[i] = system.gram[i][i] > 0 ? 1 / std::sqrt(system.gram[i][i]) : 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        system.moment[i] *= factor[i];
        for (std::size_t j = 0; j < n; ++j) system.gram[i][j] *= factor[i] * factor[j];
    }
    return factor;
}

/// The column outside of the set whose increase from 0 gains most, more than `least`; n: none.
std::size_t next_column(NormalEquations const& system, ByLeverage const& x, Set const& used,
                        double least) {
    std::size_t best = n;
    for (std::size_t i = 0; i < n; ++i) {
        if (used[i] || !(system.gram[i][i] > 0)) continue;
        double gain = system.moment[i];
        for (std::size_t j = 0; j < n; ++j) gain -= system.gram[i][j] * x[j];
        if (gain > least) {
            least = gain;
            best = i;
        }
    }
    return best;
}

/// Goes from x towards the solution of the set as far as no coefficient becomes negative, and takes
/// the one that becomes 0 out of the set, until the solution is reached.
void move_to_solution(NormalEquations const& system, ByLeverage& x, Set& used) {
    for (;;) {
        auto const wanted = solution_of(system, used);
        double way = 1;
        std::size_t first = n;
        for (std::size_t i = 0; i < n; ++i) {
            if (!used[i] || !(wanted[i] < 0)) continue;
            double const until = x[i] / (x[i] - wanted[i]);
            if (first == n || until < way) {
                way = until;
                first = i;
            }
        }
        if (first == n) {
            x = wanted;
            return;
        }
        for (std::size_t i = 0; i < n; ++i)
            if (used[i]) x[i] = std::max(0.0, x[i] + way * (wanted[i] - x[i]));
        x[first] = 0;
        used[first] = false;
    }
}

}  // namespace

ByLeverage nonnegative_least_squares(NormalEquations system) {
    auto const factor = scale(system);
    double largest = 0;
    for (double const m : system.moment) largest = std::max(largest, std::abs(m));
    ByLeverage x{};
    Set used{};
    // Each round lowers the sum of squares, so that no set comes twice; the bound is for rounding.
    for (std::size_t round = 0; round < 4 * n; ++round) {
        std::size_t const add = next_column(system, x, used, 1e-13 * largest);
        if (add == n) break;
        used[add] = true;
        move_to_solution(system, x, used);
    }
    for (std::size_t i = 0; i < n; ++i) x[i] *= factor[i];
    return x;
}

}  // namespace liq::estimation
