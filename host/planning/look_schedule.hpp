/// \file
/// At how many paths a run with a target looks at its error.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace liq::planning {

/// Fixed numbers of paths, which follow from the scenario alone, never from time, threads, batches
/// or the backend: so a run ends after the same path everywhere. The first is one block. Later ones
/// are whole blocks, 16 to 31 of them; then the block doubles, so that a run takes at most a
/// sixteenth more paths than it needs, and its errors are looked at about 16 times as the paths
/// double. Few looks are worth having: each is a chance to stop on a lucky one
/// (tools/decisions/target_error.md).
class LookSchedule {
  public:
    /// Paths of the first look, and of the smallest block.
    static constexpr std::uint64_t least_paths = 8192;

    /// \param together  paths that fill all replicates evenly, 1 for independent paths
    explicit LookSchedule(std::uint64_t together = 1) : first_(first_block(together)) {}

    /// The first look after this many paths.
    [[nodiscard]] std::uint64_t after(std::uint64_t paths) const {
        std::uint64_t const block =
            first_ * std::bit_floor(std::max<std::uint64_t>(1, paths / (16 * first_)));
        return (paths / block + 1) * block;
    }
    /// Whether the run looks at its error after this many paths.
    [[nodiscard]] bool looks_at(std::uint64_t paths) const {
        return paths > 0 && after(paths - 1) == paths;
    }

  private:
    /// A power of two times `together`: Sobol points are even in such numbers.
    static std::uint64_t first_block(std::uint64_t together) {
        std::uint64_t block = together;
        while (block < least_paths) block *= 2;
        return block;
    }
    std::uint64_t first_;
};

}  // namespace liq::planning
