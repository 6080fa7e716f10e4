/// \file
/// What a run found out, in the terms of the field: values with intervals, units and meanings. The
/// report writers (HDF5, JSON, terminal) know nothing else.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/core/units.hpp"

namespace liq::findings {

inline constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

/// A probability, always hits/trials, with its 95 % interval: Clopper & Pearson (1934) for
/// independent paths, Student's t where the error is the spread of replicates.
struct Estimate {
    std::uint64_t hits = 0;
    std::uint64_t trials = 0;  ///< paths; with a condition, those on which it happened
    double probability = not_known;
    double standard_error = not_known;
    double low = not_known;
    double high = not_known;
};

/// A probability with the outcome without the cascade as control variate, whose probability is
/// known in closed form; 95 % interval. Never called `probability`, which is hits/paths.
struct ControlledEstimate {
    double probability = not_known;
    double standard_error = not_known;
    double low = not_known;
    double high = not_known;
    double coefficient = not_known;  ///< beta [1]
};

/// The standard error at which the run was to end.
struct TargetFinding {
    std::string outcome;  ///< `event.outcome`
    double standard_error = 0;
    bool reached = false;
};

struct OutcomeFinding {
    std::string event;
    std::string outcome;
    std::string kind;      ///< race, touch, close, ...
    std::string given;     ///< the condition, `event.outcome`; empty where there is none
    std::string question;  ///< in words, "reaches 113,000 before 93,000 within 30 d: up first"
    Estimate with_cascade;
    Estimate without_cascade;
    ControlledEstimate controlled;
    double exact_without_cascade = not_known;  ///< closed form, where `controlled` uses it
    double cascade_effect = not_known;         ///< difference of the two, paired
    double cascade_effect_standard_error = not_known;
    /// Of a run that is not its family's base run: the probability less that of the base run, and
    /// the standard error of this difference on the same paths.
    double difference_to_base = not_known;
    double difference_to_base_standard_error = not_known;
    /// Mean time to the outcome over the paths that had it [days]; NaN where it has no moment, a
    /// condition or no hit.
    double mean_days = not_known;
    double mean_days_without_cascade = not_known;
    /// Probability that the outcome has happened by each time; NaN for outcomes without a moment
    /// and with a condition.
    std::vector<double> by_time;
    std::vector<double> by_time_without_cascade;
};

/// Summary of one distribution. Quantiles are values x with P(X <= x) >= level.
struct Statistics {
    double mean = not_known;
    double mean_standard_error = not_known;
    double p01 = not_known, p05 = not_known;
    double p50 = not_known, p95 = not_known, p99 = not_known, p999 = not_known;
    double es95 = not_known, es99 = not_known;  ///< mean of the worst 5 % and 1 %
};

/// Exact counts in bins [lower, upper), with their summary. Empty bins are left out.
struct DistributionFinding {
    std::string name;  ///< dotted as in the JSON, "liquidated.long"
    std::string unit;  ///< "USD" or "1"
    std::string meaning;
    bool worst_is_low = false;  ///< the tail of `es95`: low values for a price, else high ones
    Statistics statistics;
    std::vector<double> lower, upper;
    std::vector<std::uint64_t> count;
    /// The same without the cascade; absent where that is always zero.
    std::optional<Statistics> statistics_without_cascade;
    std::vector<std::uint64_t> count_without_cascade;  ///< same bins, or empty
};

/// Where the open interest of one side went when the book was built [USD]. Their sum is the fuel of
/// the snapshot; `never` is notional at entry, since it has no liquidation price.
struct BookSideFinding {
    double fuel = 0;              ///< on the grid
    double off_grid = 0;          ///< liquidation price further than 0.8 of log distance
    double wrong_side = 0;        ///< already beyond its liquidation price at spot
    double not_liquidatable = 0;  ///< hedged, cross-margined or cleared elsewhere
    double never = 0;             ///< has no liquidation price
};

/// What happened to the fuel of one side of a living book, means over paths [USD]: initial + opened
/// = closed + liquidated + deleveraged + alive, each added up where it happens.
struct FlowsFinding {
    double initial = not_known;
    double opened = not_known;
    double closed = not_known;  ///< by themselves
    double liquidated = not_known;
    double deleveraged = not_known;
    double alive = not_known;            ///< at the horizon
    double inflow_off_grid = not_known;  ///< beyond the grid, in none of the others
};

/// The ladder of fuel, one entry a grid point from the lowest price to the highest.
struct LadderFinding {
    std::vector<double> price;            ///< USD
    std::vector<double> fuel;             ///< USD; longs below spot, shorts above
    std::vector<double> bankruptcy_gap;   ///< fuel-weighted log gap to the bankruptcy price [1]
    std::vector<double> branching_ratio;  ///< n(u) of models/law.md 6, depth of the start [1]
    /// The same at the depth that the fuel between spot and the grid point leaves when it goes in
    /// one step; empty without withdrawal.
    std::vector<double> branching_ratio_withdrawn;
};

/// A metric judged against the limits that the scenario declares (limits.hpp); NaN: not known, or
/// no such limit.
struct LimitFinding {
    std::string metric;  ///< `event.outcome` or a statistic
    std::string unit;    ///< "1" or "USD"
    double value = not_known;
    double low = not_known, high = not_known;  ///< 95 % interval
    double warn = not_known, max = not_known;
    std::string state;  ///< ok, warn, breach, uncertain
};

/// Profit since t = 0 of one subject of the portfolio [USD], from exact counts in bins at most 1 %
/// wide, as a distribution over paths; value at risk and expected shortfall as losses.
struct ProfitStatistics {
    double mean = not_known;
    double mean_standard_error = not_known;
    double p01 = not_known, p05 = not_known, p25 = not_known, p50 = not_known, p75 = not_known,
           p95 = not_known, p99 = not_known;
    double var95 = not_known, var99 = not_known;  ///< loss not exceeded on 95 % (99 %) of the paths
    double es95 = not_known, es99 = not_known;    ///< mean loss of the worst 5 % (1 %)
};

/// What happens to one subject, at one of the two prices.
struct FateFinding {
    Estimate liquidated;  ///< of a total: at least one of its positions
    double mean_days = not_known;
    double stopped = not_known;  ///< probability
    double stopped_mean_days = not_known;
    std::vector<double> by_time;  ///< probability of liquidation up to each report time
};

/// Where an account of a subject stands: as in PortfolioView and TotalsLayout::ProfitMoment.
inline constexpr std::size_t n_portfolio_views = 3;
inline constexpr std::size_t n_profit_moments = 2;

/// A position of the desk, as it is or with its what-if, or a total of them.
struct SubjectFinding {
    std::string name;     ///< the position's; "total"
    std::string what_if;  ///< the change in words; empty: as it is
    std::string side, venue;
    double notional = not_known;            ///< at entry, of what is left; of a total: gross [USD]
    double net = not_known;                 ///< longs less shorts [USD]
    double entry = not_known;               ///< USD
    double margin = not_known;              ///< USD
    double profit_now = not_known;          ///< unrealised, at spot [USD]
    double liquidation_price = not_known;   ///< USD
    double stop = not_known;                ///< USD
    std::array<FateFinding, 2> fate;        ///< with and without the cascade
    double liquidation_effect = not_known;  ///< of the cascade on the probability
    double liquidation_effect_standard_error = not_known;
    double deleveraged = not_known;        ///< probability
    double deleveraged_share = not_known;  ///< of the notional, expected
    /// [view][moment]; without a waterfall nothing is deleveraged and the third repeats the first,
    /// without a cascade all are one.
    std::array<std::array<ProfitStatistics, n_profit_moments>, n_portfolio_views> profit;
    /// Mean profit less that of another view, [view][moment], paired; 0 for the first.
    std::array<std::array<double, n_profit_moments>, n_portfolio_views> mean_effect{};
    std::array<std::array<double, n_profit_moments>, n_portfolio_views>
        mean_effect_standard_error{};
};

struct PortfolioFinding {
    std::vector<SubjectFinding> positions;  ///< each as it is, its what-if behind it
    std::vector<SubjectFinding> totals;     ///< as it is; with all what-ifs, if there are any
};

struct RunFindings {
    std::string name;
    std::string description;
    std::map<std::string, std::string> set;
    std::string variant;                ///< name of the variant; empty where it is none
    std::optional<std::uint64_t> base;  ///< index of the base run among the runs of the report
    std::string failure;          ///< why there is no result, or only a part; empty if all is well
    std::string scenario_text;    ///< resolved TOML
    std::string scenario_sha256;  ///< of `scenario_text`
    std::string market_sha256;
    std::string market_file;
    std::string as_of;  ///< of the snapshot, ISO 8601 UTC
    std::string asset, quote;
    double spot = 0;  ///< USD, as simulated
    std::uint64_t seed = 0;
    std::uint64_t paths_asked = 0;
    std::uint64_t paths = 0;  ///< simulated
    std::int64_t steps = 0;
    Duration step, horizon;
    std::string backend;       ///< cpu or cuda
    std::string device;        ///< model of processor or card, instruction set
    std::string backend_note;  ///< why the backend is another than one would expect; mostly empty
    int threads = 0;
    double seconds = 0;  ///< of the simulation alone
    double path_steps_per_second = 0;
    bool complete = false;     ///< all paths asked for, or the target was reached before
    std::string sampling;      ///< how paths depend on each other: the scenario's word
    int replicates = 0;        ///< independent sets of paths; 0 with independent paths
    std::string error_method;  ///< how standard errors and intervals were made, in words
    bool control_variate = false;
    std::optional<TargetFinding> target;

    std::vector<OutcomeFinding> outcomes;
    std::vector<double> time;  ///< report times, seconds since `as_of`
    std::vector<double> quantile;
    std::vector<double> price_quantile;  ///< [time][quantile], USD
    std::vector<double> price_quantile_without_cascade;
    std::vector<double> price_edge;           ///< n_bins + 1 edges, ascending, USD
    std::vector<double> expected_liquidated;  ///< [time][bin][side], USD per path up to that time

    DistributionFinding liquidated_long, liquidated_short;
    DistributionFinding largest_cascade, drawdown, close;
    /// Of runs with a waterfall.
    std::optional<DistributionFinding> fund_drawdown, deleveraged_long, deleveraged_short;
    std::optional<std::array<FlowsFinding, n_sides>> flows;  ///< of runs with a living book
    std::vector<LimitFinding> limits;
    std::array<BookSideFinding, n_sides> book;
    LadderFinding ladder;
    std::optional<PortfolioFinding> portfolio;     ///< of runs with positions of the desk
    std::uint64_t rounds_exhausted = 0;            ///< cascades cut at max_rounds
    std::vector<std::string> warnings;             ///< that depend on the input alone
    std::vector<std::string> warnings_of_the_day;  ///< that depend on the date, volatile
};

}  // namespace liq::findings
