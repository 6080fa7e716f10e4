/// \file
/// Sets of paths by their index, as sorted ranges that neither overlap nor touch.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/plan.hpp"

namespace liq::batch {

class PathSet {
  public:
    PathSet() = default;
    explicit PathSet(PathRange range) { add(range); }

    /// Adds a range none of whose paths is in the set yet.
    /// \returns false, and changes nothing, if one of them is
    bool add(PathRange range);

    /// The paths of `whole` that are not in the set.
    [[nodiscard]] PathSet missing_of(PathRange whole) const;

    [[nodiscard]] std::uint64_t count() const;
    [[nodiscard]] bool empty() const { return ranges_.empty(); }
    [[nodiscard]] std::vector<PathRange> const& ranges() const { return ranges_; }

    /// Takes the first paths of the set out of it, from one range, at most `most` of them.
    PathRange take(std::uint64_t most);

    bool operator==(PathSet const&) const = default;

  private:
    std::vector<PathRange> ranges_;
};

}  // namespace liq::batch
