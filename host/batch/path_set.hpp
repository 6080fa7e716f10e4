/// \file
/// Sets of paths, stored as sorted ranges of path indices that neither overlap nor touch.
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

    /// Removes the first paths of the set, at most `most` of them and all from one range, and
    /// returns them.
    PathRange take(std::uint64_t most);

    bool operator==(PathSet const&) const = default;

  private:
    std::vector<PathRange> ranges_;
};

}  // namespace liq::batch
