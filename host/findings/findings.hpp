/// \file
/// The result of a run: values with intervals, units and meanings. All reports (HDF5, JSON,
/// terminal) are made from this alone.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/findings/book.hpp"
#include "host/findings/distributions.hpp"
#include "host/findings/outcomes.hpp"
#include "host/findings/portfolio.hpp"
#include "models/core/units.hpp"

namespace liq::findings {

/// The extremes of paths so far, over time: quantiles by [time][quantile].
struct ExtremesFinding {
    std::vector<double> time;  ///< seconds since `as_of`; some of the report times
    std::vector<double> highest, highest_without_cascade;  ///< USD
    std::vector<double> lowest, lowest_without_cascade;    ///< USD
    std::vector<double> displacement;                      ///< log price
    std::vector<double> largest_hour_began;                ///< [time], probability by then
};

/// The course of the first paths of a run, by [path][time]; NaN for paths that were not simulated.
struct SamplesFinding {
    std::vector<std::int64_t> path;    ///< its index
    std::vector<double> price;         ///< USD
    std::vector<double> displacement;  ///< log price, downwards negative
    std::vector<double> liquidated;    ///< [path][time][side], up to then, USD
};

/// A metric compared with the limits of the scenario (limits.hpp). NaN stands for a value that is
/// not known and for a limit that the scenario does not have.
struct LimitFinding {
    std::string metric;  ///< `event.outcome`, a statistic, or a number of the portfolio
    std::string unit;    ///< "1" or "USD"
    double value = not_known;
    double low = not_known, high = not_known;        ///< 95 % interval
    double warn = not_known, max = not_known;        ///< upper limits
    double warn_below = not_known, min = not_known;  ///< lower limits
    std::string state;                               ///< ok, warn, breach, uncertain
};

/// What `failure` says of runs that did not fail, but were not reached before the program was
/// stopped.
inline constexpr char const* never_started = "stopped before its first path";
inline constexpr char const* not_concluded =
    "stopped after its simulation and before its result was concluded";

struct RunFindings {
    std::string name;
    std::string description;
    std::map<std::string, std::string> set;
    std::string variant;                ///< name of the variant; empty for other runs
    std::optional<std::uint64_t> base;  ///< index of the base run among the runs of the report
    std::string failure;                ///< why the result is missing or partial; else empty
    std::string scenario_text;          ///< resolved TOML
    std::string scenario_sha256;        ///< of `scenario_text`
    std::string market_sha256;
    std::string market_file;
    std::string as_of;  ///< of the snapshot, ISO 8601 UTC
    std::string asset, quote;
    double spot = 0;  ///< spot price of the simulation [USD]
    /// Share of the open interest that is known from accounts; none where none is, or no share.
    std::optional<double> coverage;
    std::string assumptions;  ///< of the snapshot, in its words; empty: it states none
    std::uint64_t seed = 0;
    std::uint64_t paths_asked = 0;
    std::uint64_t paths = 0;  ///< number of simulated paths
    std::int64_t steps = 0;
    Duration step, horizon;
    std::string backend;       ///< cpu or cuda
    std::string device;        ///< model of processor or card, instruction set
    std::string backend_note;  ///< why another backend than usual was chosen; mostly empty
    int threads = 0;
    double seconds = 0;  ///< duration of the simulation alone
    double path_steps_per_second = 0;
    bool complete = false;     ///< all paths were simulated, or the target was reached before
    std::string sampling;      ///< how paths depend on each other: simulation.sampling
    int replicates = 0;        ///< independent sets of paths; 0 with independent paths
    std::string error_method;  ///< method of standard errors and intervals, in words
    bool control_variate = false;
    std::uint64_t step_check_paths = 0;  ///< paths that were simulated at half the step too
    std::optional<TargetFinding> target;
    std::optional<BenchmarkFinding> benchmark;
    int book_draws = 0, price_draws = 0;  ///< draws behind the ranges; 0: there are none
    std::vector<StatisticRange> statistic_ranges;

    std::vector<OutcomeFinding> outcomes;
    std::vector<double> time;  ///< report times, seconds since `as_of`
    std::vector<double> quantile;
    std::vector<double> price_quantile;  ///< [time][quantile], USD
    std::vector<double> price_quantile_without_cascade;
    std::optional<ExtremesFinding> extremes;  ///< not in reports of layouts before 1.5
    std::optional<SamplesFinding> samples;    ///< the same
    std::vector<double> price_edge;           ///< n_bins + 1 edges, ascending, USD
    std::vector<double> expected_liquidated;  ///< [time][bin][side], USD per path up to that time

    Distributions distributions;
    std::optional<std::array<FlowsFinding, n_sides>> flows;  ///< only with a living book
    std::vector<ClassFinding> classes;                       ///< the same
    std::vector<LimitFinding> limits;
    std::array<BookSideFinding, n_sides> book;
    LadderFinding ladder;
    std::optional<PortfolioFinding> portfolio;     ///< only with positions of the desk
    std::uint64_t rounds_exhausted = 0;            ///< number of cascades that max_rounds stopped
    std::vector<std::string> warnings;             ///< those that depend on the input alone
    std::vector<std::string> warnings_of_the_day;  ///< those that depend on the date; volatile
};

}  // namespace liq::findings
