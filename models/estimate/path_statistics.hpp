/// \file
/// Statistics of a whole path: liquidated fuel, largest cascade, drawdown, closing price.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/estimate/bins.hpp"
#include "models/estimate/estimator.hpp"

namespace liq::inline LIQ_TARGET {

/// Drawdown is the maximum over visits of 1 - P/(running high of P), where the high includes S0. It
/// is followed in logs and turned into a fraction at the end.
///
/// \tparam Rows  as in FirstPassage
template <int Rows>
class PathStatistics : public EstimatorDefaults {
  public:
    template <int Lanes>
    struct State {
        PerLane<LogPrice, Lanes> high[Rows];  ///< running high, 0 is S0
        PerLane<LogPrice, Lanes> fall[Rows];  ///< largest log fall from it
        PerLane<FuelTicks, Lanes> largest;    ///< most fuel removed in one step
    };

    PathStatistics(ObservationTables const& /*tables*/, TotalsLayout const& layout)
        : layout_(layout) {}

    template <class S>
    LIQ_HD void start(S& s, int lane) const {
        for (int row = 0; row < Rows; ++row) s.high[row][lane] = s.fall[row][lane] = 0.0f;
        s.largest[lane] = 0;
    }

    template <class S>
    LIQ_HD void observe(S& s, int lane, Prices prices) const {
        follow(s, 0, lane, prices.traded);
        if constexpr (Rows == 2) follow(s, 1, lane, prices.fundamental);
    }

    template <class S>
    LIQ_HD int may_react(S const& s, int lane, Prices low, Prices high) const {
        int concerned = moves(s, 0, lane, low.traded, high.traded);
        if constexpr (Rows == 2) concerned |= moves(s, 1, lane, low.fundamental, high.fundamental);
        return concerned;
    }

    template <class S>
    LIQ_HD void step_fuel(S& s, int lane, RemovedFuel const& fuel) const {
        FuelTicks const removed = fuel.longs + fuel.shorts;
        if (removed > s.largest[lane]) s.largest[lane] = removed;
    }

    template <class S, class O>
    LIQ_HD void finish(S& s, O& /*outcomes*/, int lane, PathEnd const& end,
                       CounterSink const& sink) const {
        add_fuel(Quantity::liquidated_long, end.liquidated_long, sink);
        add_fuel(Quantity::liquidated_short, end.liquidated_short, sink);
        add_fuel(Quantity::largest_cascade, s.largest[lane], sink);
        add_drawdown(Quantity::drawdown, s.fall[0][lane], sink);
        add_drawdown(Quantity::drawdown_without_cascade, s.fall[Rows - 1][lane], sink);
        add_close(Quantity::close, end.close.traded, sink);
        add_close(Quantity::close_without_cascade, end.close.fundamental, sink);
    }

  private:
    template <class S>
    LIQ_HD void follow(S& s, int row, int lane, LogPrice price) const {
        float const before = s.high[row][lane];
        float const high = before < price ? price : before;
        float const fall = high - price;
        float const largest = s.fall[row][lane];
        s.high[row][lane] = high;
        s.fall[row][lane] = largest < fall ? fall : largest;
    }
    /// Whether there is a new high, or a new largest fall.
    template <class S>
    LIQ_HD int moves(S const& s, int row, int lane, LogPrice low, LogPrice high) const {
        float const before = s.high[row][lane];
        return static_cast<int>(before < high) | static_cast<int>(s.fall[row][lane] < before - low);
    }
    LIQ_HD void add_fuel(Quantity quantity, FuelTicks ticks, CounterSink const& sink) const {
        sink.add_cold(layout_.distribution(quantity) + fuel_bin(ticks));
        add_to_sums(sink, layout_.sums(quantity), static_cast<std::uint64_t>(ticks));
    }
    LIQ_HD void add_drawdown(Quantity quantity, float fall, CounterSink const& sink) const {
        float const drawdown = 1.0f - exp_e(-fall);
        float const ticks = drawdown * static_cast<float>(drawdown_bins::ticks_per_unit);
        sink.add_cold(layout_.distribution(quantity) + drawdown_bin(drawdown));
        add_to_sums(sink, layout_.sums(quantity), static_cast<std::uint64_t>(ticks));
    }
    LIQ_HD void add_close(Quantity quantity, LogPrice close, CounterSink const& sink) const {
        float const limited = close < largest_close ? close : largest_close;
        float const ticks = exp_e(limited) * static_cast<float>(price_bins::ticks_per_unit) + 0.5f;
        sink.add_cold(layout_.distribution(quantity) + price_bin(close));
        add_to_sums(sink, layout_.sums(quantity), static_cast<std::uint64_t>(ticks));
    }

    /// Keeps the exact sums below 2^52: a price of 10^8 times spot.
    static constexpr float largest_close = 18.4f;
    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET
