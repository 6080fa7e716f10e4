/// \file
/// The list of quantities whose distribution over paths a run keeps, with name, unit, meaning and
/// worst tail. Results, JSON, HDF5, `/summary`, terminal, limits and the schema use this list, so
/// that a new quantity needs a line here and the code that counts it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "host/findings/statistics.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::findings {

struct QuantityDescription {
    enum class Kind : std::uint8_t { amount, fraction, price };
    enum class Condition : std::uint8_t { always, waterfall };
    /// The largest value that the quantity can have.
    enum class Most : std::uint8_t { fuel_of_longs, fuel_of_shorts, fuel, one, nothing };

    char const* name;   ///< dotted as in the JSON
    char const* label;  ///< name in texts for people
    char const* meaning;
    Kind kind;
    Tail worst;
    Most most;
    Quantity counted;  ///< its index in the counters of a run
    /// The index of the same quantity without the cascade; equal to `counted` where the quantity
    /// is always zero without the cascade.
    Quantity without_cascade;
    Condition condition = Condition::always;  ///< which runs have it
    int since = 0;  ///< first minor version of the layout of reports with this quantity

    [[nodiscard]] constexpr char const* unit() const {
        return kind == Kind::fraction ? "1" : "USD";
    }
    [[nodiscard]] constexpr bool worst_is_low() const { return worst == Tail::low; }
};

inline constexpr auto quantities = [] {
    using enum QuantityDescription::Kind;
    using enum QuantityDescription::Most;
    using enum Tail;
    using Q = Quantity;
    constexpr auto waterfall = QuantityDescription::Condition::waterfall;
    return std::to_array<QuantityDescription>({
        {"liquidated.long", "longs liquidated", "longs liquidated along a path", amount, high,
         fuel_of_longs, Q::liquidated_long, Q::liquidated_long},
        {"liquidated.short", "shorts liquidated", "shorts liquidated along a path", amount, high,
         fuel_of_shorts, Q::liquidated_short, Q::liquidated_short},
        {"largest_cascade", "largest cascade (one step)",
         "largest amount of fuel removed in one step, both sides together", amount, high, fuel,
         Q::largest_cascade, Q::largest_cascade},
        {"drawdown", "drawdown", "largest fall of the price from its running high", fraction, high,
         one, Q::drawdown, Q::drawdown_without_cascade},
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
