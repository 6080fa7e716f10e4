/// \file
/// Two reports side by side: which inputs changed, and which outcomes with them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "host/comparison/attribution.hpp"
#include "host/findings/report.hpp"

namespace liq::comparison {

/// A report and the file it was read from.
struct ReportFile {
    std::filesystem::path file;
    findings::Report report;
};

/// A key of the resolved scenario whose value differs, as TOML; empty: left at its default or not
/// there.
struct InputChange {
    std::string key;
    std::string before, after;
};

/// A figure of the market that differs; NaN: not known, or there is none.
struct MarketChange {
    std::string figure;
    std::string unit;
    double before = findings::not_known, after = findings::not_known;
};

/// The change of a probability, and how surprising it would be if nothing had changed.
struct OutcomeChange {
    std::string event, outcome;
    findings::Estimate before, after;
    double difference = findings::not_known;  ///< after less before
    /// Of the difference of independent estimates, each with the variance of one hit more, so that
    /// it is never 0 (Agresti & Caffo 2000).
    double standard_error = findings::not_known;
    double z = findings::not_known;        ///< difference in standard errors
    double p_value = findings::not_known;  ///< two-sided, of the normal law, of this outcome alone
};

/// A limit of either run; without a metric where the other does not declare it.
struct LimitChange {
    findings::LimitFinding before, after;
    [[nodiscard]] std::string const& metric() const {
        return after.metric.empty() ? before.metric : after.metric;
    }
};

/// One run of both reports.
struct RunComparison {
    findings::RunFindings const* before = nullptr;
    findings::RunFindings const* after = nullptr;
    bool same_asset = true;  ///< and the same quote; else the numbers are of different things
    /// Both runs drew the same random numbers path by path. The errors of `outcomes` do not know
    /// it: with positively correlated paths, as small changes leave them, they are too large.
    bool same_seed = false;
    std::vector<InputChange> inputs;
    std::vector<MarketChange> market;
    std::vector<OutcomeChange> outcomes;  ///< those that both runs have
    std::vector<LimitChange> limits;      ///< those of the second run, then others of the first
    std::optional<Attribution> attribution;
    std::string no_attribution;  ///< why there is none
};

struct Comparison {
    std::vector<RunComparison> runs;
    std::vector<findings::RunFindings const*> only_before, only_after;
};

/// Pairs the runs of two reports by what they are: the scenario's name, the variant, and what the
/// scenario's sweep sets; what the command line set for all runs of a report does not part them.
/// Two reports of one run each are compared whatever they are called. Points into the reports.
/// Without attributions, and of the market only what the findings have where a report does not
/// embed it.
Comparison compare(ReportFile const& before, ReportFile const& after);

OutcomeChange change_of(findings::OutcomeFinding const& before,
                        findings::OutcomeFinding const& after);

/// Every key with another value in two resolved scenarios, in the order of the first, then the
/// second. Tables with a name are named by it: `event.NAME.up`.
std::vector<InputChange> scenario_changes(std::string const& before, std::string const& after);

/// Spot, open interest, fund and depth within 1 %, where they differ; `before` and `after` may be
/// null where a report does not embed its market.
std::vector<MarketChange> market_changes(findings::RunFindings const& before,
                                         market::Market const* market_before,
                                         findings::RunFindings const& after,
                                         market::Market const* market_after);

}  // namespace liq::comparison
