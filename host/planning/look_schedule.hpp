/// \file
/// The numbers of paths after which a run with a target compares its error with the target. As in
/// sequential analysis, such a comparison is called a look.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace liq::planning {

/// The looks depend on the scenario alone and not on time, threads, batches or the backend, so that
/// a run ends after the same path everywhere. The first look is after one interval. The distance of
/// two looks is one interval until there are 32 intervals; then the interval doubles, and doubles
/// again after each doubling of the paths. So a run takes at most a sixteenth more paths than it
/// needs, and there are about 16 looks while the number of paths doubles. More looks would do harm:
/// at each of them the run may end because its error is small by chance
/// (tools/decisions/target_error.md).
class LookSchedule {
  public:
    /// The smallest number of paths at the first look.
    static constexpr std::uint64_t least_paths = 8192;

    /// \param together  number of paths that gives all replicates equally many; 1 for independent
    ///     paths. Every look is at a multiple of it.
    explicit LookSchedule(std::uint64_t together = 1) : first_(first_interval(together)) {}

    /// The first look after this many paths.
    [[nodiscard]] std::uint64_t after(std::uint64_t paths) const {
        std::uint64_t const interval =
            first_ * std::bit_floor(std::max<std::uint64_t>(1, paths / (16 * first_)));
        return (paths / interval + 1) * interval;
    }
    /// Whether there is a look after this many paths.
    [[nodiscard]] bool looks_at(std::uint64_t paths) const {
        return paths > 0 && after(paths - 1) == paths;
    }

  private:
    /// A power of two times `together`, because Sobol points are most even in powers of two.
    static std::uint64_t first_interval(std::uint64_t together) {
        std::uint64_t interval = together;
        while (interval < least_paths) interval *= 2;
        return interval;
    }
    std::uint64_t first_;
};

}  // namespace liq::planning
