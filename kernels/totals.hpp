/// \file
/// The integers that are the result of a run, and how two sets of them are added.
#pragma once

#include <cstdint>
#include <vector>

#include "models/core/counter.hpp"
#include "models/core/table.hpp"
#include "models/estimate/limits.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq {

/// The hot counters fit into the memory that a block of GPU threads keeps for them.
static_assert([] {
    TotalsLayout largest;
    largest.n_outcomes = max_outcomes;
    return largest.n_hot() * 8 <= hot_bytes;
}());

/// The counters of one plan. Sums of them are exact, in whatever order they are added. Counters
/// wrap modulo 2^64 where the layout says so.
class Totals {
  public:
    explicit Totals(TotalsLayout const& layout)
        : layout_(layout),
          hot_(static_cast<std::size_t>(layout.n_hot())),
          cold_(static_cast<std::size_t>(layout.n_cold())) {}

    [[nodiscard]] TotalsLayout const& layout() const { return layout_; }
    [[nodiscard]] Counter hot(std::int64_t index) const {
        return hot_[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] Counter cold(std::int64_t index) const {
        return cold_[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] std::uint64_t paths() const { return hot(layout_.paths()); }
    [[nodiscard]] std::uint64_t outcome(int index, TotalsLayout::PerOutcome what) const {
        return hot(layout_.outcome(index, what));
    }

    [[nodiscard]] std::vector<Counter> const& hot() const { return hot_; }
    [[nodiscard]] std::vector<Counter> const& cold() const { return cold_; }
    [[nodiscard]] std::vector<Counter>& hot() { return hot_; }
    [[nodiscard]] std::vector<Counter>& cold() { return cold_; }

    /// Adds the totals of other paths of the same plan.
    void add(Totals const& other);

    bool operator==(Totals const&) const = default;

  private:
    TotalsLayout layout_;
    std::vector<Counter> hot_;
    std::vector<Counter> cold_;
};

}  // namespace liq
