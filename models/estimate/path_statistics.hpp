/// \file
/// Statistics of a whole path: liquidated fuel, largest cascade, drawdown, extremes of the price,
/// largest displacement, closing price.
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
        PerLane<LogPrice, Lanes> low[Rows];   ///< running low
        PerLane<LogPrice, Lanes> fall[Rows];  ///< largest log fall from the running high
        PerLane<LogPrice, Lanes> displaced;   ///< largest |I|
        PerLane<FuelTicks, Lanes> largest;    ///< most fuel removed in one step
    };

    PathStatistics(ObservationTables const& /*tables*/, TotalsLayout const& layout)
        : layout_(layout) {}

    template <class S>
    LIQ_HD void start(S& s, int lane) const {
        for (int row = 0; row < Rows; ++row)
            s.high[row][lane] = s.low[row][lane] = s.fall[row][lane] = 0.0f;
        s.displaced[lane] = 0.0f;
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
    LIQ_HD void displaced(S& s, int lane, LogPrice impact) const {
        LogPrice const size = impact < 0.0f ? -impact : impact;
        LogPrice const before = s.displaced[lane];
        s.displaced[lane] = before < size ? size : before;
    }

    template <class S>
    LIQ_HD void step_fuel(S& s, int lane, RemovedFuel const& fuel, When /*when*/) const {
        FuelTicks const removed = fuel.longs + fuel.shorts;
        if (removed > s.largest[lane]) s.largest[lane] = removed;
    }

    /// The extremes so far.
    template <class S>
    LIQ_HD void report_time(S& s, int lane, Prices /*prices*/, When when,
                            CounterSink const& sink) const {
        int const at = TotalsLayout::stride_at(layout_.n_times, when.time_bin);
        if (at < 0) return;
        for (int priced = 0; priced < n_priced; ++priced) {
            int const row = priced < Rows ? priced : Rows - 1;
            sink.add_cold(layout_.highs(priced, at) + price_bin(s.high[row][lane]) -
                          extreme_bins::of_spot);
            sink.add_cold(layout_.lows(priced, at) + price_bin(s.low[row][lane]));
        }
        sink.add_cold(layout_.displacements(at) + distance_curve_bin(s.displaced[lane]));
    }

    template <class S, class O>
    LIQ_HD void finish(S& s, O& /*outcomes*/, int lane, PathEnd const& end,
                       CounterSink const& sink) const {
        add_fuel(sink, layout_, Quantity::liquidated_long, end.liquidated_long);
        add_fuel(sink, layout_, Quantity::liquidated_short, end.liquidated_short);
        add_fuel(sink, layout_, Quantity::largest_cascade, s.largest[lane]);
        add_drawdown(Quantity::drawdown, s.fall[0][lane], sink);
        add_drawdown(Quantity::drawdown_without_cascade, s.fall[Rows - 1][lane], sink);
        add_price(Quantity::close, end.close.traded, sink);
        add_price(Quantity::close_without_cascade, end.close.fundamental, sink);
        add_price(Quantity::highest, s.high[0][lane], sink);
        add_price(Quantity::highest_without_cascade, s.high[Rows - 1][lane], sink);
        add_price(Quantity::lowest, s.low[0][lane], sink);
        add_price(Quantity::lowest_without_cascade, s.low[Rows - 1][lane], sink);
        add_distance(Quantity::displacement, s.displaced[lane], sink);
    }

  private:
    template <class S>
    LIQ_HD void follow(S& s, int row, int lane, LogPrice price) const {
        float const before = s.high[row][lane];
        float const high = before < price ? price : before;
        float const fall = high - price;
        float const largest = s.fall[row][lane];
        float const low = s.low[row][lane];
        s.low[row][lane] = price < low ? price : low;
        s.high[row][lane] = high;
        s.fall[row][lane] = largest < fall ? fall : largest;
    }
    /// Whether there is a new high, a new low or a new largest fall. A new low is a new largest
    /// fall too, but for the rounding of the fall.
    template <class S>
    LIQ_HD int moves(S const& s, int row, int lane, LogPrice low, LogPrice high) const {
        float const before = s.high[row][lane];
        return static_cast<int>(before < high) | static_cast<int>(low < s.low[row][lane]) |
               static_cast<int>(s.fall[row][lane] < before - low);
    }
    LIQ_HD void add_drawdown(Quantity quantity, float fall, CounterSink const& sink) const {
        float const drawdown = 1.0f - exp_e(-fall);
        float const ticks = drawdown * static_cast<float>(drawdown_bins::ticks_per_unit);
        sink.add_cold(layout_.distribution(quantity) + drawdown_bin(drawdown));
        add_to_sums(sink, layout_.sums(quantity), static_cast<std::uint64_t>(ticks));
    }
    LIQ_HD void add_price(Quantity quantity, LogPrice price, CounterSink const& sink) const {
        sink.add_cold(layout_.distribution(quantity) + price_bin(price));
        add_to_sums(sink, layout_.sums(quantity), price_ticks(price));
    }
    LIQ_HD void add_distance(Quantity quantity, float distance, CounterSink const& sink) const {
        float const ticks = distance * static_cast<float>(distance_bins::ticks_per_unit);
        sink.add_cold(layout_.distribution(quantity) + distance_bin(distance));
        add_to_sums(sink, layout_.sums(quantity), static_cast<std::uint64_t>(ticks));
    }

    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET
