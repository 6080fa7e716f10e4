#include "host/estimation/replay.hpp"

#include <algorithm>
#include <cmath>

namespace liq::estimation {
namespace {

std::ptrdiff_t bin_of(double price) {
    return static_cast<std::ptrdiff_t>(std::llround(std::log(price) / entry_bin));
}

/// Stock by bins; ageing is a factor that all bins share. Occupied bins lie between `lowest` and
/// `highest`, so that a liquidation looks at what it removes and at no other bin.
class Stock {
  public:
    Stock(std::ptrdiff_t first, std::size_t n) : first_(first), scaled_(n, 0.0) {}

    /// Removes the bins on the losing side of `limit`, and returns the sum of coin times entry.
    double liquidate(Side side, double limit) {
        double value = 0;
        if (side == Side::long_side) {
            auto const last = static_cast<std::ptrdiff_t>(std::ceil(std::log(limit) / entry_bin));
            for (; highest_ >= std::max(last, lowest_); --highest_) value += take(highest_);
        } else {
            auto const last = static_cast<std::ptrdiff_t>(std::floor(std::log(limit) / entry_bin));
            for (; lowest_ <= std::min(last, highest_); ++lowest_) value += take(lowest_);
        }
        return value;
    }
    void age(double factor) {
        scale_ *= factor;
        if (scale_ > 1e-200) return;
        for (double& coin : scaled_) coin *= scale_;
        scale_ = 1;
    }
    void open(double price, double coin) {
        std::ptrdiff_t const bin = bin_of(price);
        scaled_[static_cast<std::size_t>(bin - first_)] += coin / scale_;
        bool const empty = lowest_ > highest_;
        lowest_ = empty ? bin : std::min(lowest_, bin);
        highest_ = empty ? bin : std::max(highest_, bin);
    }
    ReplayedStock result() && {
        for (double& coin : scaled_) coin *= scale_;
        return {first_, std::move(scaled_)};
    }

  private:
    double take(std::ptrdiff_t bin) {
        double& coin = scaled_[static_cast<std::size_t>(bin - first_)];
        double const value = coin * scale_ * std::exp(static_cast<double>(bin) * entry_bin);
        coin = 0;
        return value;
    }

    std::ptrdiff_t first_;
    std::vector<double> scaled_;
    double scale_ = 1;
    std::ptrdiff_t lowest_ = 1, highest_ = 0;
};

}  // namespace

std::vector<double> volume_days_of(std::vector<double> const& volume, double per_day) {
    auto const window = static_cast<std::size_t>(std::llround(30 * per_day));
    auto const day = std::min(volume.size(), static_cast<std::size_t>(std::ceil(per_day)));
    double first_day = 0;
    for (std::size_t i = 0; i < day; ++i) first_day += volume[i];
    std::vector<double> shares;
    shares.reserve(volume.size());
    double sum = 0;
    for (std::size_t i = 0; i < volume.size(); ++i) {
        std::size_t const n = std::min(i, window);
        double const mean =
            n < day ? first_day / static_cast<double>(day) : sum / static_cast<double>(n);
        shares.push_back(mean > 0 ? volume[i] / mean / per_day : 1 / per_day);
        sum += volume[i];
        if (i >= window) sum -= volume[i - window];
    }
    return shares;
}

ReplayedStock replay(ReplayHistory const& history, ReplayTerms const& terms,
                     std::vector<double>* fuel) {
    std::size_t const n = history.close.size();
    if (fuel != nullptr) fuel->assign(n, 0.0);
    if (n == 0) return {};
    auto const [least, most] = std::ranges::minmax_element(history.close);
    std::ptrdiff_t const first = bin_of(*least), last = bin_of(*most);
    Stock stock(first, static_cast<std::size_t>(last - first) + 1);
    double const ratio = terms.liquidation_ratio;
    for (std::size_t i = 0; i < n; ++i) {
        if (ratio > 0 && std::isfinite(ratio)) {
            double const extreme = terms.side == Side::long_side ? history.low[i] : history.high[i];
            double const value = stock.liquidate(terms.side, extreme / ratio);
            if (fuel != nullptr) (*fuel)[i] = value * ratio;
        }
        double const lambda = history.volume_days[i] * terms.leverage / terms.volume_days;
        stock.age(std::exp(-lambda));
        stock.open(history.close[i], history.open_coin[i] * -std::expm1(-lambda));
    }
    return std::move(stock).result();
}

}  // namespace liq::estimation
