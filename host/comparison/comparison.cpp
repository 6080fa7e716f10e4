#include "host/comparison/comparison.hpp"

#include <algorithm>
#include <cmath>
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

RunComparison compare_runs(ReportFile const& before, findings::RunFindings const& old_run,
                           ReportFile const& after, findings::RunFindings const& new_run) {
    RunComparison pair;
    pair.before = &old_run;
    pair.after = &new_run;
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
    pair.limits = limit_changes(old_run, new_run);
    return pair;
}

}  // namespace

OutcomeChange change_of(findings::OutcomeFinding const& before,
                        findings::OutcomeFinding const& after) {
    OutcomeChange change;
    change.event = after.event;
    change.outcome = after.outcome;
    change.before = before.with_cascade;
    change.after = after.with_cascade;
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
    auto const& olds = before.report.runs;
    bool const single = olds.size() == 1 && after.report.runs.size() == 1;
    std::vector<bool> used(olds.size());
    for (auto const& run : after.report.runs) {
        findings::RunFindings const& now = run.findings;
        std::size_t match = 0;
        while (match < olds.size() &&
               (used[match] || !(single || (olds[match].findings.name == now.name &&
                                            olds[match].findings.set == now.set))))
            ++match;
        if (match == olds.size()) {
            result.only_after.push_back(&now);
            continue;
        }
        used[match] = true;
        result.runs.push_back(compare_runs(before, olds[match].findings, after, now));
    }
    for (std::size_t i = 0; i < olds.size(); ++i)
        if (!used[i]) result.only_before.push_back(&olds[i].findings);
    return result;
}

}  // namespace liq::comparison
