/// \file
/// The list of quantities whose distribution over paths a run keeps, with name, unit, meaning and
/// worst tail. Results, JSON, HDF5, `/summary`, terminal, limits and the schema use this list, so
/// that a new quantity needs a line here and the code that counts it.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "host/findings/quantity_description.hpp"
#include "host/findings/statistics.hpp"

namespace liq::findings {

inline constexpr auto quantities = [] {
    using enum QuantityDescription::Kind;
    using enum QuantityDescription::Most;
    using enum Tail;
    using enum WindowSide;
    using Q = Quantity;
    constexpr auto always = QuantityDescription::Condition::always;
    constexpr auto waterfall = QuantityDescription::Condition::waterfall;
    constexpr int unbound = QuantityDescription::no_window;
    return std::to_array<QuantityDescription>({
        {"liquidated.long", "longs liquidated", "longs liquidated along a path", amount, high,
         fuel_of_longs, Q::liquidated_long, Q::liquidated_long},
        {"liquidated.short", "shorts liquidated", "shorts liquidated along a path", amount, high,
         fuel_of_shorts, Q::liquidated_short, Q::liquidated_short},
        largest_within(0, both, "largest_5min.both", "most liquidated within 5 min",
                       "largest amount liquidated within 5 minutes, both sides together"),
        largest_within(0, longs, "largest_5min.long", "most longs liquidated within 5 min",
                       "largest amount of longs liquidated within 5 minutes"),
        largest_within(0, shorts, "largest_5min.short", "most shorts liquidated within 5 min",
                       "largest amount of shorts liquidated within 5 minutes"),
        largest_within(1, both, "largest_1h.both", "most liquidated within 1 h",
                       "largest amount liquidated within an hour, both sides together"),
        largest_within(1, longs, "largest_1h.long", "most longs liquidated within 1 h",
                       "largest amount of longs liquidated within an hour"),
        largest_within(1, shorts, "largest_1h.short", "most shorts liquidated within 1 h",
                       "largest amount of shorts liquidated within an hour"),
        largest_within(2, both, "largest_24h.both", "most liquidated within 24 h",
                       "largest amount liquidated within 24 hours, both sides together"),
        largest_within(2, longs, "largest_24h.long", "most longs liquidated within 24 h",
                       "largest amount of longs liquidated within 24 hours"),
        largest_within(2, shorts, "largest_24h.short", "most shorts liquidated within 24 h",
                       "largest amount of shorts liquidated within 24 hours"),
        {"largest_cascade", "most liquidated in one step",
         "largest amount of fuel removed in one step, both sides together; it hangs on the length "
         "of the step",
         amount, high, fuel, Q::largest_cascade, Q::largest_cascade, always, 0, unbound, false},
        {"drawdown", "drawdown", "largest fall of the price from its running high", fraction, high,
         one, Q::drawdown, Q::drawdown_without_cascade},
        {"displacement", "price displaced by forced orders",
         "largest distance in log price between the price with and without the cascade", distance,
         high, nothing, Q::displacement, Q::displacement, always, 5},
        {"highest", "highest price", "highest price of a path, the start included", price, high,
         nothing, Q::highest, Q::highest_without_cascade, always, 5},
        {"lowest", "lowest price", "lowest price of a path, the start included", price, low,
         nothing, Q::lowest, Q::lowest_without_cascade, always, 5},
        {"close", "closing price", "price at the horizon", price, low, nothing, Q::close,
         Q::close_without_cascade},
        {"fund_drawdown", "insurance fund, drawdown",
         "largest amount by which the insurance fund was below its start", amount, high, nothing,
         Q::fund_drawdown, Q::fund_drawdown, waterfall},
        {"deleveraged.long", "longs auto-deleveraged", "longs closed against deficits of shorts",
         amount, high, fuel_of_longs, Q::deleveraged_long, Q::deleveraged_long, waterfall},
        {"deleveraged.short", "shorts auto-deleveraged", "shorts closed against deficits of longs",
         amount, high, fuel_of_shorts, Q::deleveraged_short, Q::deleveraged_short, waterfall},
    });
}();

/// The name of the quantity in HDF5, without dots: `liquidated_long`.
std::string stored_name(QuantityDescription const& quantity);

/// The quantity and the statistic of a metric such as `liquidated.long.es99`; null pointers for a
/// name that is not such a metric.
struct StatisticOfQuantity {
    QuantityDescription const* quantity = nullptr;
    StatisticDescription const* statistic = nullptr;
    std::size_t quantity_index = 0, statistic_index = 0;
};
StatisticOfQuantity statistic_of_quantity(std::string_view metric);

/// The tail of a metric's statistic and the worst tail of its quantity; both none for an outcome.
struct TailsOfMetric {
    Tail of_statistic = Tail::none, worst = Tail::none;
};
TailsOfMetric tails_of(std::string_view metric);
std::string metric_name(QuantityDescription const& quantity, StatisticDescription const& statistic);

}  // namespace liq::findings
