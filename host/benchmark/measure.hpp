/// \file
/// Measures the speed of a simulation in several repetitions of equal size.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace liq::benchmark {

/// Simulates paths first .. first + count - 1 and returns how many of them had the outcome.
using Simulate = std::function<std::uint64_t(std::uint64_t first, std::uint64_t count)>;

/// The smallest, middle and largest of several values.
struct Spread {
    double low = 0;
    double median = 0;
    double high = 0;
};

/// The spread of at least one value.
Spread spread_of(std::vector<double> values);

/// The rates of one backend with one case, or of the plain loop, in all repetitions.
class Measuring {
  public:
    /// \param steps    per path
    /// \param granule  paths are simulated in multiples of this, so that no thread or lane is idle
    /// \param seconds  how long a repetition should take [s]
    Measuring(int steps, std::uint64_t granule, double seconds)
        : steps_(steps), granule_(granule), seconds_(seconds) {}

    /// Adds a repetition. Before the first one, trials of growing size warm the machine up and find
    /// how many paths fill the time; their rates do not count.
    void repeat(Simulate const& simulate);

    [[nodiscard]] bool empty() const { return rates_.empty(); }
    [[nodiscard]] std::size_t repetitions() const { return rates_.size(); }
    /// Rates in path-steps per second.
    [[nodiscard]] Spread rates() const { return spread_of(rates_); }
    [[nodiscard]] std::uint64_t paths() const { return paths_; }
    /// Share of the paths that had the outcome, and its standard error.
    [[nodiscard]] double probability() const;
    [[nodiscard]] double standard_error() const;

  private:
    [[nodiscard]] double timed(Simulate const& simulate, std::uint64_t count);
    void find_count(Simulate const& simulate);

    int steps_;
    std::uint64_t granule_;
    double seconds_;
    std::uint64_t count_ = 0;  ///< paths per repetition
    std::uint64_t next_ = 0;   ///< the next path: no path is simulated twice
    std::uint64_t hits_ = 0, paths_ = 0;
    std::vector<double> rates_;
};

}  // namespace liq::benchmark
