#include "host/estimation/jump_detection.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "host/errors.hpp"
#include "host/words/numbers.hpp"

namespace liq::estimation {

DetectedJumps detect_jumps(Returns const& returns) {
    double const a_day = 86'400.0 / static_cast<double>(returns.seconds);
    auto const window =
        static_cast<std::size_t>(std::ceil(a_day >= 100 ? a_day : std::sqrt(365 * a_day)));
    std::size_t const n = returns.size();
    require(n > 2 * window, words::whole(n) + " returns are too few to find jumps among them; " +
                                words::whole(2 * window + 1) + " are needed");
    std::vector<double> sums(n, 0);  // of the products up to the one that ends with return i
    for (std::size_t i = 1; i < n; ++i)
        sums[i] = sums[i - 1] + std::fabs(returns.move[i] * returns.move[i - 1]) *
                                    std::numbers::pi / 2 /
                                    std::sqrt(returns.years[i] * returns.years[i - 1]);
    double const floor = sums.back() / static_cast<double>(n - 1) / 16;
    DetectedJumps found;
    found.first = window + 1;
    found.jump.assign(n, false);
    auto const judged = static_cast<double>(n - found.first);
    double const root = std::sqrt(2 * std::log(judged));
    found.critical = root - (std::log(std::numbers::pi) + std::log(std::log(judged))) / (2 * root) -
                     std::log(-std::log(0.99)) / root;
    for (std::size_t i = found.first; i < n; ++i) {
        double const local =
            std::max(floor, (sums[i - 1] - sums[i - 1 - window]) / static_cast<double>(window));
        found.jump[i] =
            std::fabs(returns.move[i]) > found.critical * std::sqrt(local * returns.years[i]);
    }
    return found;
}

}  // namespace liq::estimation
