/// \file
/// How many paths a backend simulates in one call: a batch of paths.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "kernels/cpu/tile_engine.hpp"
#include "kernels/full_cascade_plan.hpp"
#include "kernels/plan.hpp"

namespace liq::running {

namespace batch_size {
/// How long a batch should take, so that the program answers Ctrl-C well within a second [s].
inline constexpr double batch_seconds = 0.25;
/// How long a batch may take where a shorter one would leave lanes or threads idle [s].
inline constexpr double longest_batch_seconds = 0.7;
/// A path alone takes at least this many times as long as a path in a tile with all lanes in use.
inline constexpr double gain_of_lanes = 3;
/// Path-steps of the first batch, before the rate is known. On one slow core they take at most a
/// tenth of a second; those of a card are enough to fill it.
inline constexpr double first_cpu_batch = 2e6;
/// The same where every step may settle a full cascade: a large cascade takes 5 us per path-step.
inline constexpr double first_full_cpu_batch = 2e4;
inline constexpr double first_cuda_batch = 5e9;

}  // namespace batch_size

/// Chooses the size of each batch from the time that the last one took.
class BatchSizes {
  public:
    /// \param threads  of the backend, 0 for a card
    BatchSizes(int threads, Plan const& plan)
        : on_card_(threads == 0),
          first_(std::max(1.0, (on_card_                   ? batch_size::first_cuda_batch
                                : needs_full_cascade(plan) ? batch_size::first_full_cpu_batch
                                                           : batch_size::first_cpu_batch) /
                                   plan.steps)),
          full_(on_card_ ? first_ : double{default_lanes} * threads) {}

    /// Paths of the first batch: whole tiles, because otherwise every later batch would begin
    /// inside a tile.
    [[nodiscard]] double first() const {
        return first_ < full_ ? first_ : std::floor(first_ / full_) * full_;
    }

    /// Paths of the next batch, after one of `batch` paths that took so long [s].
    [[nodiscard]] double after(double batch, double seconds) const {
        double const per_path = std::max(seconds, 1e-9) / batch;  // [s]
        // At most four times the last batch: the first rates may be those of a processor at low
        // speed.
        double const wanted =
            std::max(1.0, std::min(batch_size::batch_seconds / per_path, 4 * batch));
        if (wanted >= full_) return std::floor(wanted / full_) * full_;
        // Fewer than `full_` paths take a card as long, and leave lanes and threads of a CPU idle.
        double const gain = batch < full_ ? batch_size::gain_of_lanes : 1.0;
        if (on_card_ || full_ * per_path / gain <= batch_size::longest_batch_seconds) return full_;
        return wanted;
    }

  private:
    bool on_card_;
    double first_;
    double full_;  ///< paths that keep all lanes of all threads busy
};

}  // namespace liq::running
