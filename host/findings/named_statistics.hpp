/// \file
/// The statistics of a run by name, once: what the JSON writes and what a limit can judge,
/// `liquidated.long.es99`.
#pragma once

#include <array>
#include <cstdint>

#include "host/findings/findings.hpp"

namespace liq::findings {

struct NamedStatistic {
    enum class Kind : std::uint8_t { mean, quantile, shortfall };

    char const* name;
    double Statistics::* member;
    Kind kind;
    double share;  ///< level of a quantile; of the paths, in the tail of an expected shortfall
};

inline constexpr std::array<NamedStatistic, 9> named_statistics{{
    {"mean", &Statistics::mean, NamedStatistic::Kind::mean, 1.0},
    {"p01", &Statistics::p01, NamedStatistic::Kind::quantile, 0.01},
    {"p05", &Statistics::p05, NamedStatistic::Kind::quantile, 0.05},
    {"p50", &Statistics::p50, NamedStatistic::Kind::quantile, 0.50},
    {"p95", &Statistics::p95, NamedStatistic::Kind::quantile, 0.95},
    {"p99", &Statistics::p99, NamedStatistic::Kind::quantile, 0.99},
    {"p999", &Statistics::p999, NamedStatistic::Kind::quantile, 0.999},
    {"es95", &Statistics::es95, NamedStatistic::Kind::shortfall, 0.05},
    {"es99", &Statistics::es99, NamedStatistic::Kind::shortfall, 0.01},
}};

struct NamedDistribution {
    char const* name;   ///< dotted
    bool of_waterfall;  ///< only of runs with one
    bool is_share;      ///< a fraction, 0 to 1; else an amount in USD
    DistributionFinding const* (*of)(RunFindings const&);  ///< null where a run has none
};

inline constexpr std::array<NamedDistribution, 8> named_distributions{{
    {"liquidated.long", false, false, [](auto const& f) { return &f.liquidated_long; }},
    {"liquidated.short", false, false, [](auto const& f) { return &f.liquidated_short; }},
    {"largest_cascade", false, false, [](auto const& f) { return &f.largest_cascade; }},
    {"drawdown", false, true, [](auto const& f) { return &f.drawdown; }},
    {"close", false, false, [](auto const& f) { return &f.close; }},
    {"fund_drawdown", true, false,
     [](auto const& f) { return f.fund_drawdown ? &*f.fund_drawdown : nullptr; }},
    {"deleveraged.long", true, false,
     [](auto const& f) { return f.deleveraged_long ? &*f.deleveraged_long : nullptr; }},
    {"deleveraged.short", true, false,
     [](auto const& f) { return f.deleveraged_short ? &*f.deleveraged_short : nullptr; }},
}};

}  // namespace liq::findings
