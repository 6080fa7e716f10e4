#include "host/comparison/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "host/errors.hpp"
#include "host/report/embedded_market.hpp"

namespace liq {
namespace {

/// The market of a run, or null where its report does not embed it.
std::shared_ptr<Market const> market_if_any(std::filesystem::path const& file,
                                            RunFindings const& run) {
    try {
        return market_of_report(file, run);
    } catch (Error const& error) {
        if (error.exit() != Exit::bad_input) throw;
        return nullptr;
    }
}

RunComparison compare_runs(ReportFile const& before, RunFindings const& old_run,
                           ReportFile const& after, RunFindings const& new_run) {
    RunComparison pair;
    pair.before = &old_run;
    pair.after = &new_run;
    pair.same_seed = old_run.seed == new_run.seed && old_run.sampling == new_run.sampling;
    pair.inputs = scenario_changes(old_run.scenario_text, new_run.scenario_text);
    std::shared_ptr<Market const> old_market, new_market;
    if (old_run.market_sha256 != new_run.market_sha256) {
        old_market = market_if_any(before.file, old_run);
        new_market = market_if_any(after.file, new_run);
    }
    pair.market = market_changes(old_run, old_market.get(), new_run, new_market.get());
    for (auto const& now : new_run.outcomes)
        for (auto const& then : old_run.outcomes)
            if (then.event == now.event && then.outcome == now.outcome)
                pair.outcomes.push_back(change_of(then, now));
    return pair;
}

}  // namespace

OutcomeChange change_of(OutcomeFinding const& before, OutcomeFinding const& after) {
    OutcomeChange change;
    change.event = after.event;
    change.outcome = after.outcome;
    change.before = before.with_cascade;
    change.after = after.with_cascade;
    auto const error = [](Estimate const& e) {
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
        RunFindings const& now = run.findings;
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

}  // namespace liq
