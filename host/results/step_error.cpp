#include "host/results/step_error.hpp"

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "host/results/ratios.hpp"
#include "host/words/numbers.hpp"

namespace liq::results {
namespace {

using Per = TotalsLayout;

/// The rows of `TotalsLayout::checked`: with and without the cascade, then both at half the step.
constexpr std::array<double, 4> probability{1, 0, -1, 0};
constexpr std::array<double, 4> effect{1, -1, -1, 1};

RatioCounts counts_of_check(Totals const& totals, int outcome) {
    TotalsLayout const& layout = totals.layout();
    RatioCounts counts(Per::n_checked_rows);
    for (int category = 0; category < Per::n_checked_categories; ++category) {
        std::vector<int> of_rows(Per::n_checked_rows);
        int digits = category;
        for (std::size_t row = of_rows.size(); row-- > 0; digits /= Per::n_conditional)
            of_rows[row] = digits % Per::n_conditional;
        counts.add(of_rows, totals.cold(layout.checked(outcome, category)));
    }
    for (int r = 0; r < layout.n_replicates; ++r) {
        std::vector<ConditionalShare> shares;
        for (int row = 0; row < Per::n_checked_rows; ++row)
            shares.push_back({totals.cold(layout.checked_trials(outcome, row, r)),
                              totals.cold(layout.checked_hits(outcome, row, r))});
        counts.add_replicate(std::move(shares));
    }
    return counts;
}

}  // namespace

StepError step_error_of(Totals const& totals, int outcome) {
    PairedEffect const none{findings::not_known, findings::not_known};
    if (totals.layout().n_checked == 0) return {none, none};
    RatioCounts const counts = counts_of_check(totals, outcome);
    return {combined(counts, probability), combined(counts, effect)};
}

void warn_of_step_errors(Duration step, findings::RunFindings& findings) {
    std::string names;
    for (findings::OutcomeFinding const& o : findings.outcomes) {
        double const size = std::abs(o.step_error);
        double const half_interval = (o.with_cascade.high - o.with_cascade.low) / 2;
        if (!(size > half_interval && size > 2 * o.step_error_standard_error)) continue;
        names += (names.empty() ? "" : ", ") + o.event + "." + o.outcome + " (" +
                 words::points(o.step_error, words::digits_for(o.step_error_standard_error)) + ")";
    }
    if (names.empty()) return;
    findings.warnings.push_back(
        "simulation.step = " + words::duration(static_cast<double>(step.seconds)) +
        ": half the step changes these probabilities by more than their 95 % interval says: " +
        names + ". Use a shorter step");
}

}  // namespace liq::results
