#include "host/batch/comparison.hpp"

#include <algorithm>
#include <string>

#include "host/errors.hpp"
#include "host/results/conditional.hpp"
#include "host/results/questions.hpp"
#include "host/results/replicates.hpp"

namespace liq::batch {
namespace {

using Per = TotalsLayout;

std::size_t index(int i) {
    return static_cast<std::size_t>(i);
}

/// The category of one outcome on a path: one of TotalsLayout::Conditional.
int category_of(Plan const& plan, planning::PlannedOutcome const& planned, int outcome,
                OutcomeBits happened) {
    bool const hit = ((happened >> outcome) & 1u) != 0;
    if (planned.given < 0) return hit ? Per::both : Per::condition_only;
    int const condition = plan.givens[index(planned.given)].condition;
    if (((happened >> condition) & 1u) == 0) return Per::no_condition;
    return hit ? Per::both : Per::condition_only;
}

results::OutcomeCounts outcome_counts(Totals const& totals, Totals const& base_totals,
                                      PairedPaths const& paths, int outcome, int counterpart) {
    results::OutcomeCounts const ours = results::counts_of(totals, outcome);
    results::OutcomeCounts const theirs = results::counts_of(base_totals, counterpart);
    results::OutcomeCounts counts{ours.paths,
                                  ours.hits,
                                  theirs.hits,
                                  paths[Per::both][Per::condition_only],
                                  paths[Per::condition_only][Per::both],
                                  ours.replicates};
    for (std::size_t r = 0; r < counts.replicates.size(); ++r)
        counts.replicates[r].hits_without = theirs.replicates[r].hits;
    return counts;
}

results::ConditionalCounts conditional_counts(Totals const& totals, Totals const& base_totals,
                                              PairedPaths const& paths, std::array<int, 2> outcomes,
                                              std::array<int, 2> givens) {
    results::ConditionalCounts counts =
        results::conditional_counts_of(totals, outcomes[0], givens[0]);
    results::ConditionalCounts const theirs =
        results::conditional_counts_of(base_totals, outcomes[1], givens[1]);
    counts.paths = paths;
    for (std::size_t r = 0; r < counts.replicates.size(); ++r)
        counts.replicates[r][1] = theirs.replicates[r][0];
    return counts;
}

}  // namespace

void PairedOutcomes::add(PairedOutcomes const& other) {
    if (outcomes.empty()) outcomes.resize(other.outcomes.size());
    require(other.outcomes.empty() || other.outcomes.size() == outcomes.size(),
            "the paths were compared for other outcomes");
    for (std::size_t i = 0; i < other.outcomes.size(); ++i)
        for (std::size_t a = 0; a < outcomes[i].size(); ++a)
            for (std::size_t b = 0; b < outcomes[i][a].size(); ++b)
                outcomes[i][a][b] += other.outcomes[i][a][b];
}

std::vector<int> counterparts(planning::PlannedRun const& run, scenario::Scenario const& scenario,
                              planning::PlannedRun const& base,
                              scenario::Scenario const& base_scenario) {
    auto const name = [](scenario::Scenario const& of, planning::PlannedOutcome const& planned) {
        return results::asked_outcome(of, planned).event + "." + planned.outcome;
    };
    std::vector<int> found;
    for (planning::PlannedOutcome const& planned : run.outcomes) {
        std::string const own_name = name(scenario, planned);
        auto const at =
            std::ranges::find_if(base.outcomes, [&](planning::PlannedOutcome const& other) {
                return name(base_scenario, other) == own_name &&
                       (other.given < 0) == (planned.given < 0);
            });
        found.push_back(at == base.outcomes.end() ? -1
                                                  : static_cast<int>(at - base.outcomes.begin()));
    }
    return found;
}

PairedOutcomes compare(PathRange paths, planning::PlannedRun const& run,
                       OutcomeRecord const& of_run, planning::PlannedRun const& base,
                       OutcomeRecord const& of_base, std::vector<int> const& counterpart) {
    PairedOutcomes result;
    result.outcomes.resize(run.outcomes.size());
    for (std::uint64_t path = paths.first; path < paths.first + paths.count; ++path) {
        OutcomeBits const ours = of_run.of(path), theirs = of_base.of(path);
        for (std::size_t i = 0; i < result.outcomes.size(); ++i) {
            int const other = counterpart[i];
            if (other < 0) continue;
            int const a = category_of(run.plan, run.outcomes[i], static_cast<int>(i), ours);
            int const b = category_of(base.plan, base.outcomes[index(other)], other, theirs);
            ++result.outcomes[i][index(a)][index(b)];
        }
    }
    return result;
}

results::PairedEffect difference_to_base(planning::PlannedRun const& run, Totals const& totals,
                                         planning::PlannedRun const& base,
                                         Totals const& base_totals,
                                         PairedOutcomes const& comparison, int outcome,
                                         int counterpart) {
    bool const same_paths = totals.paths() == base_totals.paths() &&
                            run.plan.sampling.kind == base.plan.sampling.kind &&
                            run.plan.sampling.replicates == base.plan.sampling.replicates;
    if (counterpart < 0 || !same_paths || comparison.outcomes.size() != run.outcomes.size())
        return {findings::not_known, findings::not_known};
    PairedPaths const& paths = comparison.outcomes[index(outcome)];
    // Where one of the runs failed in a shard, not all paths were compared.
    std::uint64_t compared = 0;
    for (auto const& row : paths)
        for (std::uint64_t const n : row) compared += n;
    if (compared != totals.paths()) return {findings::not_known, findings::not_known};
    std::array<int, 2> const givens{run.outcomes[index(outcome)].given,
                                    base.outcomes[index(counterpart)].given};
    if (givens[0] >= 0)
        return results::conditional_effect(
            conditional_counts(totals, base_totals, paths, {outcome, counterpart}, givens));
    results::OutcomeCounts const counts =
        outcome_counts(totals, base_totals, paths, outcome, counterpart);
    return counts.replicates.empty()
               ? results::paired_effect(counts.only_with, counts.only_without, counts.paths)
               : results::replicated_effect(counts);
}

}  // namespace liq::batch
