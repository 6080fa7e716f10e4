/// \file
/// How many paths a backend is given at a time.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "kernels/cpu/tile_engine.hpp"
#include "kernels/full_cascade_plan.hpp"
#include "kernels/plan.hpp"

namespace liq::running {

namespace batch_size {
/// What a batch should take, so that Ctrl-C is answered well within a second [s].
inline constexpr double batch_seconds = 0.25;
/// What it may take at most where shorter ones would waste the machine [s].
inline constexpr double longest_batch_seconds = 0.7;
/// A path takes at least this many times as long alone as in a tile with all lanes in use.
inline constexpr double gain_of_lanes = 3;
/// Path-steps of the first batch, before the rate is known: at most a tenth of a second on one slow
/// core, enough to fill a card.
inline constexpr double first_cpu_batch = 2e6;
/// The same where every step may settle a full cascade: a violent one takes 5 us a path-step.
inline constexpr double first_full_cpu_batch = 2e4;
inline constexpr double first_cuda_batch = 5e9;

}  // namespace batch_size

/// Sizes of batches, from what the last one took.
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

    /// Whole tiles, or every later batch would begin within one.
    [[nodiscard]] double first() const {
        return first_ < full_ ? first_ : std::floor(first_ / full_) * full_;
    }

    [[nodiscard]] double after(double batch, double seconds) const {
        double const a_path = std::max(seconds, 1e-9) / batch;
        // At most four times the last batch: the first rates are those of a cold machine.
        double const wanted =
            std::max(1.0, std::min(batch_size::batch_seconds / a_path, 4 * batch));
        if (wanted >= full_) return std::floor(wanted / full_) * full_;
        // Fewer paths take a card as long; of a processor they leave lanes and threads idle.
        double const gain = batch < full_ ? batch_size::gain_of_lanes : 1.0;
        if (on_card_ || full_ * a_path / gain <= batch_size::longest_batch_seconds) return full_;
        return wanted;
    }

  private:
    bool on_card_;
    double first_;
    double full_;  ///< paths that keep all lanes of all threads busy
};

}  // namespace liq::running
