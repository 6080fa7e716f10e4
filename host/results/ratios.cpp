#include "host/results/ratios.hpp"

#include <algorithm>
#include <cmath>

namespace liq::results {
namespace {

using Per = TotalsLayout;

double ratio(ConditionalShare const& share) {
    return static_cast<double>(share.hits) / static_cast<double>(share.trials);
}

/// How much these paths move the ratio R of all n trials: (hits - R trials)/n.
double influence(ConditionalShare const& part, ConditionalShare const& all) {
    return (static_cast<double>(part.hits) - ratio(all) * static_cast<double>(part.trials)) /
           static_cast<double>(all.trials);
}

/// The counts of a single path of this category.
ConditionalShare one_path(int category) {
    return {category == Per::no_condition ? 0u : 1u, category == Per::both ? 1u : 0u};
}

}  // namespace

void RatioCounts::add(std::vector<int> categories, std::uint64_t paths) {
    if (paths == 0) return;
    for (std::size_t row = 0; row < shares_.size(); ++row) {
        shares_[row].trials += paths * one_path(categories[row]).trials;
        shares_[row].hits += paths * one_path(categories[row]).hits;
    }
    paths_.emplace_back(std::move(categories), paths);
}

void RatioCounts::add_replicate(std::vector<ConditionalShare> shares) {
    bool const any = std::ranges::any_of(shares, [](auto const& s) { return s.trials > 0; });
    if (any) replicates_.push_back(std::move(shares));
}

PairedEffect combined(RatioCounts const& counts, std::span<double const> weights) {
    auto const& all = counts.shares();
    double value = 0, fewest = HUGE_VAL;
    for (std::size_t row = 0; row < all.size(); ++row) {
        if (weights[row] == 0) continue;
        if (all[row].trials == 0) return {findings::not_known, findings::not_known};
        value += weights[row] * ratio(all[row]);
        fewest = std::min(fewest, static_cast<double>(all[row].trials));
    }
    auto const move_of = [&](auto const& share_of_row) {
        double off = 0;
        for (std::size_t row = 0; row < all.size(); ++row)
            if (weights[row] != 0) off += weights[row] * influence(share_of_row(row), all[row]);
        return off;
    };
    double squares = 0;
    for (auto const& [categories, paths] : counts.paths()) {
        double const off = move_of([&](std::size_t row) { return one_path(categories[row]); });
        squares += static_cast<double>(paths) * off * off;
    }
    double most = 1 / fewest;
    if (!counts.replicates().empty()) {
        auto const m = static_cast<double>(counts.replicates().size());
        squares = 0;
        for (auto const& shares : counts.replicates()) {
            double const off = move_of([&](std::size_t row) { return shares[row]; });
            squares += off * off;
        }
        squares *= m > 1 ? m / (m - 1) : findings::not_known;
        most *= 2;  // pairs
    }
    return {value, std::hypot(std::sqrt(squares), std::sqrt(2 * added_differing) * most)};
}

}  // namespace liq::results
