/// \file
/// Plans for tests, in log distances from spot. They are what planning makes from files, without
/// files.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "kernels/backend.hpp"
#include "kernels/build_ladder.hpp"
#include "kernels/plan.hpp"
#include "kernels/totals.hpp"
#include "kernels/window_plan.hpp"

namespace liq::tests {

inline constexpr Duration hour{3600};
inline constexpr Duration day{24 * 3600};

/// Outcomes are numbered in the order in which events are added. A race has three (up, down,
/// neither); a touch and a close have one each.
class PlanBuilder {
  public:
    PlanBuilder() {
        plan_.price_model = GbmParameters{0.4};
        plan_.cascade.enabled = false;
        plan_.impact.depth = {1e8, 1e8};
        clock(30, day);
    }

    PlanBuilder& clock(int steps, Duration step) {
        plan_.steps = steps;
        plan_.step_years = step.years();
        return *this;
    }
    PlanBuilder& seed(std::uint64_t value) { return set(plan_.seed, value); }
    PlanBuilder& monitored_at_steps() { return set(plan_.bridge, false); }
    PlanBuilder& gbm(double volatility, double drift) {
        plan_.price_model = GbmParameters{volatility};
        return set(plan_.price.drift, drift);
    }
    PlanBuilder& sampling(SamplingKind kind, int replicates) {
        return set(sampling_, {kind, replicates});
    }
    PlanBuilder& initial_jump(double x) { return set(plan_.price.initial_jump, x); }
    PlanBuilder& cascade(CascadeParameters const& p) { return set(plan_.cascade, p); }
    PlanBuilder& impact(ImpactParameters const& p) { return set(plan_.impact, p); }
    PlanBuilder& withdrawal(WithdrawalParameters const& p) { return set(plan_.withdrawal, p); }

    /// Which of two log distances is reached first, until a step (0: the last).
    PlanBuilder& race(double up, double down, int last_step = 0) {
        int const first = n_outcomes_;
        OutcomeBits const decided = bit(first) | bit(first + 1);
        plan_.levels_above.push_back({static_cast<float>(up), last_step, first, decided});
        plan_.levels_below.push_back({static_cast<float>(down), last_step, first + 1, decided});
        plan_.remainders.push_back({bit(first + 2), decided});
        n_outcomes_ += 3;
        return *this;
    }
    /// Whether a log distance is reached, until a step (0: the last).
    PlanBuilder& touch(double level, int last_step = 0) {
        auto& table = level > 0 ? plan_.levels_above : plan_.levels_below;
        table.push_back({static_cast<float>(level), last_step, n_outcomes_, bit(n_outcomes_)});
        ++n_outcomes_;
        return *this;
    }
    /// Whether a step (0: the last) closes at or above a log distance.
    PlanBuilder& close(double level, int step = 0) {
        plan_.closes.push_back({static_cast<float>(level), step, n_outcomes_++});
        return *this;
    }
    /// Whether steps are met in their order, each until its last step (0: the last).
    PlanBuilder& sequence(std::vector<StoryStep> const& steps) {
        Story story;
        story.outcome = n_outcomes_++;
        story.from = static_cast<int>(plan_.story_steps.size());
        story.n_steps = static_cast<int>(steps.size());
        plan_.stories.push_back(story);
        plan_.story_steps.insert(plan_.story_steps.end(), steps.begin(), steps.end());
        return *this;
    }
    /// Whether every visit of so many steps is at or above (else at or below) a log distance, until
    /// a step (0: the last). The clock must be set before.
    PlanBuilder& hold(double level, bool above, int lasting, int last_step = 0) {
        Story story;
        story.outcome = n_outcomes_++;
        story.from = static_cast<int>(plan_.story_steps.size());
        story.lasting = lasting;
        story.last_step = last_step > 0 ? last_step : plan_.steps;
        bool const inside = above ? level <= 0 : level >= 0;
        story.first_state = inside ? 0 : Story::outside;
        plan_.stories.push_back(story);
        for (StoryStep const& step :
             stretch_of(static_cast<float>(level), above, story.last_step - lasting))
            plan_.story_steps.push_back(step);
        return *this;
    }
    /// Which way the average of `fast` daily closes first crosses that of `slow` ones; outcomes
    /// golden, death and none. Closes relative to spot, oldest first; a path begins at 00:00 UTC.
    PlanBuilder& cross(int fast, int slow, std::vector<double> const& past_closes) {
        plan_.past_closes.clear();
        for (double const close : past_closes)
            plan_.past_closes.push_back(std::llround(close * daily_close::ticks_per_spot));
        Cross cross = cross_after(plan_.past_closes, fast, slow);
        cross.golden = n_outcomes_;
        cross.death = n_outcomes_ + 1;
        plan_.crosses.push_back(cross);
        plan_.remainders.push_back({bit(n_outcomes_ + 2), bit(n_outcomes_) | bit(n_outcomes_ + 1)});
        n_outcomes_ += 3;
        return *this;
    }
    /// Counts an outcome only where another one happens.
    PlanBuilder& given(int outcome, int condition) {
        plan_.givens.push_back({outcome, condition});
        return *this;
    }
    /// Fuel at a level, 1..819, of the longs below or the shorts above spot [1/16 USD].
    PlanBuilder& fuel(Side side, int level, FuelTicks ticks) {
        (side == Side::long_side ? longs_ : shorts_).add(level, ticks, 0);
        return *this;
    }
    /// Report times at every so many steps, and at the last.
    PlanBuilder& report_every(int steps) { return set(report_every_, steps); }

    /// Keeps the course of the first paths.
    PlanBuilder& samples(int paths) { return set(n_samples_, paths); }

    [[nodiscard]] Plan build() const {
        Plan plan = plan_;
        plan.ladder = {build_ladder_side(longs_), build_ladder_side(shorts_)};
        close_table(plan.levels_below, -1);
        close_table(plan.levels_above, 1);
        add_memories(plan);
        for (CloseLevel& close : plan.closes) {
            if (close.step == 0) close.step = plan.steps;
        }
        int const every = report_every_ > 0 ? report_every_ : plan.steps;
        for (int step = every; step < plan.steps; step += every) plan.report_steps.push_back(step);
        plan.report_steps.push_back(plan.steps);
        plan.sampling = plan_sampling(sampling_, plan.steps);
        plan.layout = {.n_outcomes = n_outcomes_,
                       .n_times = static_cast<int>(plan.report_steps.size()),
                       .n_replicates = plan.sampling.replicates,
                       .n_given = static_cast<int>(plan.givens.size()),
                       .n_samples = n_samples_};
        prepare_windows(plan,
                        std::llround(plan.step_years * static_cast<double>(seconds_per_year)));
        return plan;
    }

  private:
    template <class T>
    PlanBuilder& set(T& member, std::type_identity_t<T> const& value) {
        member = value;
        return *this;
    }
    static OutcomeBits bit(int outcome) { return OutcomeBits{1} << outcome; }
    /// Reserves the memory of events that remember.
    static void add_memories(Plan& plan) {
        for (StoryStep& step : plan.story_steps) {
            if (step.last_step == 0) step.last_step = plan.steps;
        }
        plan.memory.stories = plan.memory.reserve(bytes_of_stories(plan.stories.size()));
        if (plan.crosses.empty()) return;
        auto const seconds = std::llround(plan.step_years * static_cast<double>(seconds_per_year));
        plan.day_ends = day_end_steps(seconds_per_day, seconds, plan.steps);
        auto const n_days = static_cast<int>(plan.day_ends.size());
        plan.closes_kept = closes_to_keep(plan.crosses, n_days);
        plan.memory.crosses = plan.memory.reserve(
            bytes_of_crosses(static_cast<int>(plan.crosses.size()), plan.closes_kept));
    }
    /// Sorts outwards, puts the last step in where it was left open, adds the closing entry.
    void close_table(std::vector<WatchedLevel>& table, int outwards) const {
        for (WatchedLevel& watched : table) {
            if (watched.last_step == 0) watched.last_step = plan_.steps;
        }
        std::stable_sort(table.begin(), table.end(), [](auto const& a, auto const& b) {
            return std::abs(a.level) < std::abs(b.level);
        });
        WatchedLevel never;
        never.level = static_cast<float>(outwards) * std::numeric_limits<float>::infinity();
        table.push_back(never);
    }

    Plan plan_;
    SamplingParameters sampling_;
    LevelFuel longs_, shorts_;
    int n_outcomes_ = 0;
    int report_every_ = 0;
    int n_samples_ = 0;
};

/// Totals of paths first .. first + count - 1 on one backend.
inline Totals totals_on(Backend& backend, Plan const& plan, PathRange range) {
    Totals totals(plan.layout);
    backend.run(plan, range, totals);
    return totals;
}

/// The same on all cores of this machine.
inline Totals simulate(Plan const& plan, std::uint64_t n_paths) {
    return totals_on(*make_cpu_backend({}), plan, {0, n_paths});
}

}  // namespace liq::tests
