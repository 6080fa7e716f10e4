#include "host/comparison/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "host/errors.hpp"
#include "host/report/embedded_market.hpp"

namespace liq::comparison {
namespace {

/// The market of a run, or null where its report does not embed it.
std::shared_ptr<market::Market const> market_if_any(std::filesystem::path const& file,
                                                    findings::RunFindings const& run) {
    try {
        return report::market_of_report(file, run);
    } catch (Error const& error) {
        if (error.exit() != Exit::bad_input) throw;
        return nullptr;
    }
}

findings::LimitFinding find_limit(findings::RunFindings const& run, std::string const& metric) {
    auto const at = std::ranges::find(run.limits, metric, &findings::LimitFinding::metric);
    return at == run.limits.end() ? findings::LimitFinding{} : *at;
}

std::vector<LimitChange> limit_changes(findings::RunFindings const& before,
                                       findings::RunFindings const& after) {
    std::vector<LimitChange> changes;
    for (auto const& limit : after.limits)
        changes.push_back({find_limit(before, limit.metric), limit});
    for (auto const& limit : before.limits)
        if (find_limit(after, limit.metric).metric.empty()) changes.push_back({limit, {}});
    return changes;
}

/// The headline numbers of the second run that are known of at least one of them.
std::vector<NumberChange> portfolio_changes(findings::RunFindings const& before,
                                            findings::RunFindings const& after) {
    std::vector<NumberChange> changes;
    if (!before.portfolio || !after.portfolio) return changes;
    for (std::string const& name : findings::headline_metrics(*after.portfolio)) {
        findings::PortfolioMetric const metric = *findings::portfolio_metric(name);
        NumberChange change{name, metric.unit(), findings::number_of(metric, *before.portfolio),
                            findings::number_of(metric, *after.portfolio)};
        if (!std::isfinite(change.before.value) && !std::isfinite(change.after.value)) continue;
        change.difference = change.after.value - change.before.value;
        change.standard_error =
            std::hypot(change.before.standard_error, change.after.standard_error);
        if (change.standard_error > 0) {
            change.z = change.difference / change.standard_error;
            change.p_value = std::erfc(std::abs(change.z) / std::sqrt(2.0));
        }
        changes.push_back(std::move(change));
    }
    return changes;
}

RunComparison compare_runs(ReportFile const& before, findings::RunFindings const& old_run,
                           ReportFile const& after, findings::RunFindings const& new_run) {
    RunComparison pair;
    pair.before = &old_run;
    pair.after = &new_run;
    pair.same_asset = old_run.asset == new_run.asset && old_run.quote == new_run.quote;
    pair.same_seed = old_run.seed == new_run.seed && old_run.sampling == new_run.sampling;
    pair.inputs = scenario_changes(old_run.scenario_text, new_run.scenario_text);
    std::shared_ptr<market::Market const> old_market, new_market;
    if (old_run.market_sha256 != new_run.market_sha256) {
        old_market = market_if_any(before.file, old_run);
        new_market = market_if_any(after.file, new_run);
    }
    pair.market = market_changes(old_run, old_market.get(), new_run, new_market.get());
    for (auto const& now : new_run.outcomes)
        for (auto const& then : old_run.outcomes)
            if (then.event == now.event && then.outcome == now.outcome)
                pair.outcomes.push_back(change_of(then, now));
    if (pair.same_asset) {
        pair.portfolio = portfolio_changes(old_run, new_run);
        pair.statistics = statistic_changes(old_run, new_run);
    } else
        pair.no_attribution = "the reports are of two assets, whose inputs cannot be exchanged";
    pair.limits = limit_changes(old_run, new_run);
    return pair;
}

/// The keys that have the same value set in all runs of a report, as by --paths and --set.
std::map<std::string, std::string> set_for_all(findings::Report const& report) {
    if (report.runs.empty()) return {};
    std::map<std::string, std::string> common = report.runs.front().findings.set;
    for (findings::ReportedRun const& run : report.runs)
        std::erase_if(common, [&](auto const& entry) {
            auto const at = run.findings.set.find(entry.first);
            return at == run.findings.set.end() || at->second != entry.second;
        });
    return common;
}

/// What distinguishes a run from the other runs of its report: the scenario, the variant, and the
/// keys that are not set alike in all of them.
struct Identity {
    std::string name, variant;
    std::map<std::string, std::string> set;
    bool operator==(Identity const&) const = default;
};

Identity identity_of(findings::RunFindings const& run,
                     std::map<std::string, std::string> const& for_all) {
    Identity identity{run.name, run.variant, run.set};
    for (auto const& [key, value] : for_all) identity.set.erase(key);
    return identity;
}

/// For each run of `after` the index of the same run of `before`; nothing if there is none. Runs
/// with exactly the same keys set are paired first, then runs with the same identity in their
/// reports.
std::vector<std::optional<std::size_t>> pairs_of(findings::Report const& before,
                                                 findings::Report const& after) {
    std::vector<std::optional<std::size_t>> pairs(after.runs.size());
    if (before.runs.size() == 1 && after.runs.size() == 1) return {std::size_t{0}};
    std::vector<bool> used(before.runs.size());
    auto const pair_where = [&](auto const& alike) {
        for (std::size_t i = 0; i < after.runs.size(); ++i)
            for (std::size_t j = 0; j < before.runs.size() && !pairs[i]; ++j) {
                if (used[j] || !alike(before.runs[j].findings, after.runs[i].findings)) continue;
                pairs[i] = j;
                used[j] = true;
            }
    };
    pair_where([](findings::RunFindings const& then, findings::RunFindings const& now) {
        return then.name == now.name && then.variant == now.variant && then.set == now.set;
    });
    auto const before_for_all = set_for_all(before), after_for_all = set_for_all(after);
    pair_where([&](findings::RunFindings const& then, findings::RunFindings const& now) {
        return identity_of(then, before_for_all) == identity_of(now, after_for_all);
    });
    return pairs;
}

}  // namespace

OutcomeChange change_of(findings::OutcomeFinding const& before,
                        findings::OutcomeFinding const& after) {
    OutcomeChange change;
    change.event = after.event;
    change.outcome = after.outcome;
    change.question_before = before.question;
    change.question_after = after.question;
    change.before = before.with_cascade;
    change.after = after.with_cascade;
    change.step_error_before = {before.step_error, before.step_error_standard_error};
    change.step_error_after = {after.step_error, after.step_error_standard_error};
    auto const error = [](findings::Estimate const& e) {
        return std::hypot(e.standard_error, 1 / static_cast<double>(e.trials));
    };
    change.difference = change.after.probability - change.before.probability;
    change.standard_error = std::hypot(error(change.before), error(change.after));
    change.z = change.difference / change.standard_error;
    change.p_value = std::erfc(std::abs(change.z) / std::sqrt(2.0));
    return change;
}

Comparison compare(ReportFile const& before, ReportFile const& after) {
    Comparison result;
    auto const pairs = pairs_of(before.report, after.report);
    std::vector<bool> used(before.report.runs.size());
    for (std::size_t i = 0; i < after.report.runs.size(); ++i) {
        findings::RunFindings const& now = after.report.runs[i].findings;
        if (!pairs[i]) {
            result.only_after.push_back(&now);
            continue;
        }
        used[*pairs[i]] = true;
        result.runs.push_back(
            compare_runs(before, before.report.runs[*pairs[i]].findings, after, now));
    }
    for (std::size_t i = 0; i < used.size(); ++i)
        if (!used[i]) result.only_before.push_back(&before.report.runs[i].findings);
    return result;
}

}  // namespace liq::comparison
