/// \file
/// The lists of the statistics of a run. Results, JSON, HDF5, `/summary`, terminal, limits and the
/// schema use these lists, so that a new statistic needs a line here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "host/findings/not_known.hpp"

namespace liq::findings {

enum class Tail : std::uint8_t { none, low, high };

/// The word for a tail in JSON and HDF5: "low" or "high"; empty for none.
constexpr char const* word_of(Tail tail) {
    return tail == Tail::none ? "" : tail == Tail::low ? "low" : "high";
}

struct StatisticDescription {
    /// A shortfall is a mean over the worst paths. The last two kinds are losses, for profits.
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
    double share;  ///< level of a quantile; share of the paths in the tail of the last three kinds
    char const* meaning;
    int since = 0;  ///< first minor version of the layout of reports with this statistic

    /// Whether a limit can be set for it.
    [[nodiscard]] constexpr bool is_metric() const { return kind != Kind::standard_error; }
};

/// The statistics of a distribution. A quantile is a value x with P(X <= x) >= share. The "worst"
/// values are the lowest or the highest, depending on the quantity.
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

/// The statistics of the profit of a position. Value at risk and expected shortfall are losses.
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

/// The index of a name in one of the lists. A name that the list does not have is an error of
/// compilation.
template <auto const& List>
struct PlaceIn {
    std::size_t index;
    // NOLINTNEXTLINE(google-explicit-constructor): so that `values["es99"]` works
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

/// The tail of a statistic of a quantity whose worst tail is `worst`: means and the median belong
/// to no tail, a shortfall belongs to the worst one.
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
