#include "kernels/step_check.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "models/core/expect.hpp"
#include "models/core/sampling.hpp"

namespace liq {
namespace {

constexpr int n_rows = TotalsLayout::n_checked_rows;

/// The condition of each outcome; -1: it has none.
std::vector<int> conditions_of(Plan const& plan) {
    std::vector<int> conditions(static_cast<std::size_t>(plan.layout.n_outcomes), -1);
    for (Given const& given : plan.givens)
        conditions[static_cast<std::size_t>(given.outcome)] = given.condition;
    return conditions;
}

int category_of(OutcomeBits happened, int outcome, int condition) {
    if (condition >= 0 && ((happened >> condition) & 1u) == 0) return TotalsLayout::no_condition;
    return ((happened >> outcome) & 1u) != 0 ? TotalsLayout::both : TotalsLayout::condition_only;
}

/// Adds one path, which has four words: with and without the cascade, at the step and at half of
/// it.
void add_path(std::array<OutcomeBits, n_rows> const& happened, std::vector<int> const& conditions,
              int replicate, Totals& totals) {
    TotalsLayout const& layout = totals.layout();
    auto const add = [&](std::int64_t at) { ++totals.cold()[static_cast<std::size_t>(at)]; };
    for (int outcome = 0; outcome < layout.n_checked; ++outcome) {
        int all = 0;
        for (int row = 0; row < n_rows; ++row) {
            int const category = category_of(happened[static_cast<std::size_t>(row)], outcome,
                                             conditions[static_cast<std::size_t>(outcome)]);
            all = all * TotalsLayout::n_conditional + category;
            if (layout.n_replicates == 0 || category == TotalsLayout::no_condition) continue;
            add(layout.checked_trials(outcome, row, replicate));
            if (category == TotalsLayout::both) add(layout.checked_hits(outcome, row, replicate));
        }
        add(layout.checked(outcome, all));
    }
}

}  // namespace

void simulate_checked(Backend& backend, Plan const& plan, StepCheck const& check, PathRange range,
                      Totals& totals, OutcomeBits* outcomes) {
    LIQ_EXPECT(plan.records_both && check.half.records_both &&
               plan.layout.n_checked == plan.layout.n_outcomes);
    std::vector<OutcomeBits> whole(2 * range.count);
    backend.simulate(plan, range, totals, whole.data());
    for (std::size_t i = 0; outcomes != nullptr && i < range.count; ++i) outcomes[i] = whole[2 * i];
    if (range.first >= check.paths) return;

    PathRange const checked{range.first, std::min(range.count, check.paths - range.first)};
    std::vector<OutcomeBits> half(2 * checked.count);
    Totals half_totals(check.half.layout);
    backend.simulate(check.half, checked, half_totals, half.data());
    std::vector<int> const conditions = conditions_of(plan);
    SamplingView view;
    view.kind = plan.sampling.kind;
    view.replicates = plan.sampling.replicates;
    Sampling const sampling(view);
    for (std::size_t i = 0; i < checked.count; ++i)
        add_path({whole[2 * i], whole[2 * i + 1], half[2 * i], half[2 * i + 1]}, conditions,
                 sampling.replicate_of(checked.first + i), totals);
}

}  // namespace liq
