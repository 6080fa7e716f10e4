/// \file
/// Stationary block bootstrap of historical returns (Politis & Romano 1994), circular.
#pragma once

#include <cstdint>
#include <optional>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/parameter_form.hpp"
#include "models/core/random.hpp"
#include "models/core/units.hpp"
#include "models/price/parameters.hpp"
#include "models/price/price_model.hpp"

namespace liq {

struct BootstrapParameters {
    static constexpr char const* name = "bootstrap";
    Duration block{seconds_per_day};   ///< mean length of a stretch
    std::optional<double> volatility;  ///< sigma [per year^0.5]

    template <class Form>
    void describe(Form& form) {
        form.field("block", block,
                   {.range = positive(), .meaning = "mean length of a block of history"});
        form.field("volatility", volatility,
                   {.unit = "per year^0.5",
                    .range = {.low = 0, .high = 100, .low_open = true},
                    .meaning = "annualised volatility that the returns are rescaled to",
                    .default_text = "the history's"});
    }
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// A path walks through history. With probability step/block a step goes on from a random place
/// instead of the next one; the stretches of history in between are the blocks of the literature.
/// The returns are recentred and rescaled beforehand. Nothing is known of the price within a step,
/// and no normals are drawn, so that only independent paths are possible.
class Bootstrap : public PriceModelDefaults {
  public:
    using Parameters = BootstrapParameters;

    template <int Lanes>
    struct State {
        PerLane<int, Lanes> place;  ///< of the last return drawn
    };
    template <int Lanes>
    struct Noise {
        PerLane<int, Lanes> start[words_per_quartet];  ///< where a stretch begins; -1: none does
    };

    Bootstrap(BootstrapParameters const& p, PriceInputs const& in)
        : returns_(in.returns),
          n_returns_(in.n_returns),
          last_word_(last_word_of(in.step_years / p.block.years())) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& state, int lane) const {
        state.place[lane] = 0;  // the first step begins a stretch
    }

    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>& noise, PriceDraws const& at) const {
        QuartetOfLanes<Lanes> words;
        draw_quartet(words, at.own, Stream::bootstrap_restart);
        auto const first_step = at.own.quartet * words_per_quartet;
        for (int i = 0; i < words_per_quartet; ++i) {
            auto const step = first_step + static_cast<std::uint32_t>(i);
            std::uint32_t const last = step == 0 ? ~0u : last_word_;
            for_each_lane<Lanes>([&](int lane) { noise.start[i][lane] = -1; });
            LaneSet const begin = lanes_where<Lanes>(
                [&](int lane) { return static_cast<int>(words.word[i][lane] <= last); });
            for_each_lane_of<Lanes>(begin, [&](int lane) {
                std::uint64_t const path = at.own.first_path + static_cast<std::uint64_t>(lane);
                Quartet const drawn =
                    random_quartet(at.own.seed, path, step, Stream::bootstrap_start);
                noise.start[i][lane] = static_cast<int>(
                    high_product(drawn.word[0], static_cast<std::uint32_t>(n_returns_)));
            });
        }
    }

    template <int Lanes>
    LIQ_HD LogPrice advance(State<Lanes>& state, Noise<Lanes> const& noise, int within,
                            int lane) const {
        int const next = state.place[lane] + 1;
        int const onward = next == n_returns_ ? 0 : next;
        int const start = noise.start[within][lane];
        int const place = start < 0 ? onward : start;
        state.place[lane] = place;
        return returns_[place];
    }
    template <int Lanes>
    LIQ_HD float step_variance(State<Lanes> const& /*state*/, int /*lane*/) const {
        return 0.0f;
    }

  private:
    /// A stretch begins with each word up to the returned one: a share of all 2^32 words, at least
    /// one.
    static std::uint32_t last_word_of(double probability) {
        double const words = probability * 0x1p32 + 0.5;
        if (words >= 0x1p32) return ~0u;
        return words < 1 ? 0u : static_cast<std::uint32_t>(words) - 1;
    }

    FarTable<float> returns_;
    int n_returns_;
    std::uint32_t last_word_;
};

}  // namespace liq::inline LIQ_TARGET
