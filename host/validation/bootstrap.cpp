#include "host/validation/bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "host/findings/not_known.hpp"
#include "models/core/random.hpp"

namespace liq::validation {
namespace {

using findings::not_known;

/// The quantile of sorted values, linear between neighbours.
double quantile(std::vector<double> const& sorted, double share) {
    double const at = share * static_cast<double>(sorted.size() - 1);
    auto const below = static_cast<std::size_t>(at);
    std::size_t const above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

BlockBootstrap::BlockBootstrap(std::size_t n, std::uint64_t seed, std::size_t replicates,
                               std::size_t block)
    : n_(n), block_(block), n_blocks_((n + block - 1) / block) {
    if (!has_intervals()) return;
    begin_.reserve(replicates * n_blocks_);
    for (std::size_t replicate = 0; replicate < replicates; ++replicate) {
        Quartet words{};
        for (std::size_t i = 0; i < n_blocks_; ++i) {
            std::size_t const at = i % words_per_quartet;
            if (at == 0)
                words = random_quartet(seed, replicate,
                                       static_cast<std::uint32_t>(i / words_per_quartet),
                                       Stream::bootstrap_start);
            begin_.push_back(static_cast<std::uint32_t>((words.word[at] * std::uint64_t{n}) >> 32));
        }
    }
}

std::vector<double> BlockBootstrap::sums(std::span<double const> series) const {
    std::vector<double> before(2 * n_ + 1, 0.0);  // of the circle, twice round
    for (std::size_t i = 0; i < 2 * n_; ++i) before[i + 1] = before[i] + series[i % n_];
    std::vector<double> all{before[n_]};
    std::size_t const last = n_ - (n_blocks_ - 1) * block_;  // length of the last block
    for (std::size_t first = 0; first < begin_.size(); first += n_blocks_) {
        double sum = 0;
        for (std::size_t i = 0; i + 1 < n_blocks_; ++i) {
            std::size_t const begin = begin_[first + i];
            sum += before[begin + block_] - before[begin];
        }
        std::size_t const begin = begin_[first + n_blocks_ - 1];
        all.push_back(sum + before[begin + last] - before[begin]);
    }
    return all;
}

Estimated BlockBootstrap::estimated(std::vector<double> values) const {
    double const value = values.front();
    values.erase(values.begin());
    std::erase_if(values, [](double one) { return std::isnan(one); });
    if (values.empty() || std::isnan(value)) return {value, not_known, not_known};
    std::ranges::sort(values);
    return {value, quantile(values, 0.025), quantile(values, 0.975)};
}

Estimated BlockBootstrap::mean(std::vector<double> const& sums) const {
    std::vector<double> values = sums;
    for (double& value : values) value /= static_cast<double>(n_);
    return estimated(std::move(values));
}

Estimated BlockBootstrap::ratio(std::vector<double> const& above,
                                std::vector<double> const& below) const {
    std::vector<double> values(above.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = below[i] == 0 ? not_known : above[i] / below[i];
    return estimated(std::move(values));
}

}  // namespace liq::validation
