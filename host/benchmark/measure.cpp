#include "host/benchmark/measure.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace liq::benchmark {

Spread spread_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    std::size_t const half = values.size() / 2;
    double const median =
        values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    return {values.front(), median, values.back()};
}

double Measuring::timed(Simulate const& simulate, std::uint64_t count) {
    auto const start = std::chrono::steady_clock::now();
    hits_ += simulate(next_, count);
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - start;
    next_ += count;
    paths_ += count;
    return std::max(took.count(), 1e-9);
}

void Measuring::find_count(Simulate const& simulate) {
    std::uint64_t count = granule_;
    double took = timed(simulate, count);
    while (took < seconds_ / 8) {
        // At most 8 times as many: the first trials also start threads and load code.
        double const wanted = static_cast<double>(count) * std::min(8.0, seconds_ / 4 / took);
        count = granule_ * (static_cast<std::uint64_t>(wanted) / granule_ + 1);
        took = timed(simulate, count);
    }
    double const granules = static_cast<double>(count / granule_) * seconds_ / took;
    count_ = granule_ * std::max<std::uint64_t>(1, std::llround(granules));
}

void Measuring::repeat(Simulate const& simulate) {
    if (count_ == 0) find_count(simulate);
    double const took = timed(simulate, count_);
    rates_.push_back(static_cast<double>(count_) * steps_ / took);
}

double Measuring::probability() const {
    return static_cast<double>(hits_) / static_cast<double>(paths_);
}

double Measuring::standard_error() const {
    double const p = probability();
    return std::sqrt(p * (1 - p) / static_cast<double>(paths_));
}

}  // namespace liq::benchmark
