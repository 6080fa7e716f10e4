/// \file
/// Compares two reports: which inputs and which outcomes changed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "host/comparison/attribution.hpp"
#include "host/findings/portfolio_metrics.hpp"
#include "host/findings/report.hpp"

namespace liq::comparison {

/// A report and the file it was read from.
struct ReportFile {
    std::filesystem::path file;
    findings::Report report;
};

/// A key of the resolved scenario whose value differs, with both values as TOML. An empty value
/// means that the key is at its default or does not exist.
struct InputChange {
    std::string key;
    std::string before, after;
};

/// A figure of the market that differs; NaN: it is not known, or the market has none.
struct MarketChange {
    std::string figure;
    std::string unit;
    double before = findings::not_known, after = findings::not_known;
};

/// The change of a probability, and how significant it is.
struct OutcomeChange {
    std::string event, outcome;
    std::string question_before, question_after;  ///< in words; they may differ
    findings::Estimate before, after;
    double difference = findings::not_known;  ///< after less before
    /// Standard error of the difference of two independent estimates. The variance of one hit is
    /// added to each, so that it is never 0 (Agresti & Caffo 2000).
    double standard_error = findings::not_known;
    double z = findings::not_known;        ///< the difference in standard errors
    double p_value = findings::not_known;  ///< two-sided, by the normal law, for this outcome alone
    Effect step_error_before, step_error_after;  ///< only of runs with a step check
};

/// The change of a number of the desk's positions (findings/portfolio_metrics.hpp), with errors as
/// for an outcome; z and p are not known where neither number has an error.
struct NumberChange {
    std::string metric, unit;
    findings::PortfolioNumber before, after;
    double difference = findings::not_known;
    double standard_error = findings::not_known;
    double z = findings::not_known, p_value = findings::not_known;
};

/// The change of a statistic of a distribution, such as `largest_1h.both.p99`.
struct StatisticChange {
    std::size_t quantity = 0, statistic = 0;  ///< indices in findings::quantities, ::statistics
    double before = findings::not_known, after = findings::not_known;
    /// Of the difference of two independent reports, from the 95 % intervals of both; not known of
    /// a batch, whose reports are read without the counts of the distributions.
    double standard_error = findings::not_known;
    [[nodiscard]] double difference() const { return after - before; }
    [[nodiscard]] std::string metric() const {
        return metric_name(findings::quantities[quantity], findings::statistics[statistic]);
    }
};

/// A limit of at least one of the runs; the metric is empty in the run that does not declare it.
struct LimitChange {
    findings::LimitFinding before, after;
    [[nodiscard]] std::string const& metric() const {
        return after.metric.empty() ? before.metric : after.metric;
    }
};

/// A run of the one report compared with the same run of the other.
struct RunComparison {
    findings::RunFindings const* before = nullptr;
    findings::RunFindings const* after = nullptr;
    bool same_asset = true;  ///< and the same quote; otherwise numbers cannot be compared
    /// Whether both runs drew the same random numbers path by path. The errors of `outcomes` do not
    /// take this into account: they are too large where paths are positively correlated, as after
    /// small changes.
    bool same_seed = false;
    std::vector<InputChange> inputs;
    std::vector<MarketChange> market;
    std::vector<OutcomeChange> outcomes;  ///< outcomes that both runs have
    /// Headline numbers of the second run that are known of either.
    std::vector<NumberChange> portfolio;
    /// Mean and the three statistics of the worst tail of every quantity that both runs have; none
    /// of two assets, whose prices and amounts cannot be compared.
    std::vector<StatisticChange> statistics;
    std::vector<LimitChange> limits;  ///< limits of the second run, then other limits of the first
    std::optional<Attribution> attribution;
    std::string no_attribution;  ///< why there is none
};

struct Comparison {
    std::vector<RunComparison> runs;
    std::vector<findings::RunFindings const*> only_before, only_after;
    bool same = false;  ///< whether the reports hold the same values
};

/// Pairs the runs of two reports by the scenario's name, the variant, and the keys that the
/// scenario's sweep sets; keys that the command line set for all runs of a report do not matter.
/// Two reports of one run each are always compared, whatever the names. The result points into the
/// reports. It has no attributions, and does not say whether the reports are the same. Where a
/// report does not embed its market, the result has only those figures of the market that the
/// findings contain.
Comparison compare(ReportFile const& before, ReportFile const& after);

/// The change between two findings about the same outcome.
OutcomeChange change_of(findings::OutcomeFinding const& before,
                        findings::OutcomeFinding const& after);

/// The statistics that both runs have.
std::vector<StatisticChange> statistic_changes(findings::RunFindings const& before,
                                               findings::RunFindings const& after);

/// Every key whose value differs between two resolved scenarios, in the order of the first one,
/// then of the second. A table in a list is identified by its name: `event.NAME.up`.
std::vector<InputChange> scenario_changes(std::string const& before, std::string const& after);

/// Spot, open interest, insurance funds and depth within 1 %, where they differ. `market_before`
/// and `market_after` may be null where a report does not embed its market.
std::vector<MarketChange> market_changes(findings::RunFindings const& before,
                                         market::Market const* market_before,
                                         findings::RunFindings const& after,
                                         market::Market const* market_after);

}  // namespace liq::comparison
