/// \file
/// The outcomes of each path of a run, one bit for each outcome.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/plan.hpp"
#include "models/estimate/outcomes.hpp"

namespace liq::batch {

/// The outcomes of all paths in a range. A path takes as many whole bytes as its bits need.
class OutcomeRecord {
  public:
    OutcomeRecord() = default;
    OutcomeRecord(PathRange range, int n_outcomes)
        : range_(range),
          n_outcomes_(n_outcomes),
          width_((static_cast<std::size_t>(n_outcomes) + 7) / 8),
          bytes_(static_cast<std::size_t>(range.count) * width_) {}

    [[nodiscard]] PathRange range() const { return range_; }
    [[nodiscard]] int n_outcomes() const { return n_outcomes_; }
    [[nodiscard]] std::vector<std::uint8_t> const& bytes() const { return bytes_; }
    [[nodiscard]] std::vector<std::uint8_t>& bytes() { return bytes_; }

    /// Stores the outcomes of consecutive paths, the first of which is `first`; all are in the
    /// range.
    void put(std::uint64_t first, std::span<OutcomeBits const> outcomes) {
        std::size_t at = static_cast<std::size_t>(first - range_.first) * width_;
        for (OutcomeBits bits : outcomes)
            for (std::size_t i = 0; i < width_; ++i, bits >>= 8)
                bytes_[at++] = static_cast<std::uint8_t>(bits & 0xff);
    }
    [[nodiscard]] OutcomeBits of(std::uint64_t path) const {
        std::size_t const at = static_cast<std::size_t>(path - range_.first) * width_;
        OutcomeBits bits = 0;
        for (std::size_t i = 0; i < width_; ++i) bits |= OutcomeBits{bytes_[at + i]} << (8 * i);
        return bits;
    }

  private:
    PathRange range_;
    int n_outcomes_ = 0;
    std::size_t width_ = 0;
    std::vector<std::uint8_t> bytes_;
};

}  // namespace liq::batch
