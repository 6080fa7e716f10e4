/// \file
/// The statistics of a run, each described once. Results, JSON, HDF5, `/summary`, terminal, limits
/// and the schema walk these lists, so a new one is a line here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "host/findings/not_known.hpp"

namespace liq::findings {

enum class Tail : std::uint8_t { none, low, high };

/// "low" or "high", the words of JSON and HDF5; empty for none.
constexpr char const* word_of(Tail tail) {
    return tail == Tail::none ? "" : tail == Tail::low ? "low" : "high";
}

struct StatisticDescription {
    /// A shortfall is a mean over the worst paths. The last two are losses, of a profit.
    enum class Kind : std::uint8_t {
        mean,
        standard_error,
        quantile,
        shortfall,
        value_at_risk,
        mean_loss
    };

    char const* name;
    Kind kind;
    double share;  ///< level of a quantile; of the paths, in the tail of the last three kinds
    char const* meaning;
    int since = 0;  ///< minor version of the layout of reports that had it first

    /// Whether a limit can judge it.
    [[nodiscard]] constexpr bool is_metric() const { return kind != Kind::standard_error; }
};

/// Of a distribution. A quantile is a value x with P(X <= x) >= share; "worst" are the lowest or
/// the highest values, as the quantity says.
inline constexpr auto statistics = [] {
    using enum StatisticDescription::Kind;
    return std::to_array<StatisticDescription>({
        {"mean", mean, 0, "mean, from exact sums"},
        {"mean_standard_error", standard_error, 0, "standard error of the mean"},
        {"p01", quantile, 0.01, "1 % quantile"},
        {"p05", quantile, 0.05, "5 % quantile"},
        {"p50", quantile, 0.50, "median"},
        {"p95", quantile, 0.95, "95 % quantile"},
        {"p99", quantile, 0.99, "99 % quantile"},
        {"p999", quantile, 0.999, "99.9 % quantile"},
        {"es95", shortfall, 0.05, "expected shortfall, mean of the worst 5 %"},
        {"es99", shortfall, 0.01, "expected shortfall, mean of the worst 1 %"},
    });
}();

/// Of the profit of a position. Value at risk and expected shortfall are losses.
inline constexpr auto profit_statistics = [] {
    using enum StatisticDescription::Kind;
    return std::to_array<StatisticDescription>({
        {"mean", mean, 0, "profit since the start, mean from exact sums"},
        {"mean_standard_error", standard_error, 0, "standard error of the mean"},
        {"p01", quantile, 0.01, "1 % quantile of the profit"},
        {"p05", quantile, 0.05, "5 % quantile of the profit"},
        {"p25", quantile, 0.25, "25 % quantile of the profit"},
        {"p50", quantile, 0.50, "median of the profit"},
        {"p75", quantile, 0.75, "75 % quantile of the profit"},
        {"p95", quantile, 0.95, "95 % quantile of the profit"},
        {"p99", quantile, 0.99, "99 % quantile of the profit"},
        {"var95", value_at_risk, 0.05, "value at risk, the loss not exceeded on 95 % of paths"},
        {"var99", value_at_risk, 0.01, "value at risk, the loss not exceeded on 99 % of paths"},
        {"es95", mean_loss, 0.05, "expected shortfall, mean loss of the worst 5 %"},
        {"es99", mean_loss, 0.01, "expected shortfall, mean loss of the worst 1 %"},
    });
}();

/// The place of a name in one of the lists; a name that it does not have does not compile.
template <auto const& List>
struct PlaceIn {
    std::size_t index;
    // NOLINTNEXTLINE(google-explicit-constructor): so that values are asked for by their name
    consteval PlaceIn(char const* name) : index(0) {
        while (std::string_view(List.at(index).name) != name) ++index;
    }
};

/// A number for every entry of a list: `values["es99"]`.
template <auto const& List>
struct ValuesOf {
    std::array<double, List.size()> all = [] {
        std::array<double, List.size()> unknown{};
        unknown.fill(not_known);
        return unknown;
    }();

    [[nodiscard]] double& operator[](PlaceIn<List> place) { return all[place.index]; }
    [[nodiscard]] double operator[](PlaceIn<List> place) const { return all[place.index]; }
};

/// In which tail a statistic lies, of a quantity whose bad tail is `worst`: means and the median
/// lie in none, a shortfall in the bad one.
constexpr Tail tail_of(StatisticDescription const& statistic, Tail worst) {
    using enum StatisticDescription::Kind;
    if (statistic.kind == mean || statistic.kind == standard_error) return Tail::none;
    if (statistic.kind != quantile) return worst;
    if (statistic.share == 0.5) return Tail::none;
    return statistic.share < 0.5 ? Tail::low : Tail::high;
}

/// The meaning, with the tail in words: `mean of the lowest 5 %`, `99 % quantile, upper tail`.
std::string meaning_of(StatisticDescription const& statistic, Tail worst);

}  // namespace liq::findings
