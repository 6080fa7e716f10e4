#include "host/planning/event_tables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "host/errors.hpp"
#include "host/planning/daily_closes.hpp"
#include "host/scenario/law_checks.hpp"
#include "host/scenario/simulation_checks.hpp"

namespace liq::planning {
namespace {

/// Turns events into tables, one after the other.
class EventTables {
  public:
    EventTables(scenario::Scenario const& scenario, market::Market const& market, PlannedRun& run)
        : scenario_(scenario), market_(market), run_(run), plan_(run.plan) {}

    void build() {
        for (std::size_t e = 0; e < scenario_.events.size(); ++e) {
            event_ = e;
            std::visit([&](auto const& question) { add(question); }, scenario_.events[e].question);
        }
        if (scenario_.waterfall.enabled) {
            event_.reset();
            plan_.fund_emptied = outcome(scenario::fund_emptied_outcome, true);
        }
        add_conditions();
        close_table(plan_.levels_below, -1);
        close_table(plan_.levels_above, 1);
        plan_.memory.stories = plan_.memory.reserve(bytes_of_stories(plan_.stories.size()));
        if (!plan_.crosses.empty()) remember_closes();
    }

  private:
    void add(scenario::RaceEvent const& race) {
        int const up = outcome("up", true), down = outcome("down", true);
        OutcomeBits const decided = bit(up) | bit(down);
        int const by = steps_until(race.by);
        plan_.levels_above.push_back({log_of(race.up), by, up, decided});
        plan_.levels_below.push_back({log_of(race.down), by, down, decided});
        plan_.remainders.push_back({bit(outcome("neither", false)), decided});
    }
    void add(scenario::TouchEvent const& touch) {
        int const touched = outcome("touched", true);
        auto& table = touch.level > run_.spot ? plan_.levels_above : plan_.levels_below;
        table.push_back({log_of(touch.level), steps_until(touch.by), touched, bit(touched)});
    }
    void add(scenario::CloseEvent const& close) {
        int const above = outcome("above", false);
        plan_.closes.push_back({log_of(close.level), steps_until(close.at), above});
    }

    void add(scenario::SequenceEvent const& sequence) {
        Story story;
        story.outcome = outcome("happened", true);
        story.from = static_cast<int>(plan_.story_steps.size());
        story.n_steps = static_cast<int>(sequence.steps.size());
        plan_.stories.push_back(story);
        for (scenario::SequenceStep const& step : sequence.steps) {
            StoryStep wanted;
            if (step.above) wanted.meets_high = log_of(*step.above);
            if (step.below) wanted.meets_low = log_of(*step.below);
            if (step.before_above) wanted.ends_high = log_of(*step.before_above);
            if (step.before_below) wanted.ends_low = log_of(*step.before_below);
            wanted.last_step = steps_until(step.by ? step.by : sequence.by);
            plan_.story_steps.push_back(wanted);
        }
        warn_of_first_step(sequence);
    }
    void warn_of_first_step(scenario::SequenceEvent const& sequence) {
        scenario::SequenceStep const& first = sequence.steps.front();
        double const level = first.above ? *first.above : *first.below;
        if (first.above ? level > run_.spot : level < run_.spot) return;
        std::string const key = "event." + scenario_.events[*event_].name + ".steps[0]";
        run_.warnings.push_back(key +
                                ": spot is already there, so that the step is met at the "
                                "first visit");
    }

    void add(scenario::HoldEvent const& hold) {
        bool const above = hold.above.has_value();
        LogPrice const level = log_of(above ? *hold.above : *hold.below);
        Story story;
        story.outcome = outcome("held", true);
        story.from = static_cast<int>(plan_.story_steps.size());
        story.lasting = steps_until(hold.lasting);
        story.last_step = steps_until(hold.by);
        story.first_state = (above ? 0 >= level : 0 <= level) ? 0 : Story::outside;
        plan_.stories.push_back(story);
        for (StoryStep const& step : stretch_of(level, above, story.last_step - story.lasting))
            plan_.story_steps.push_back(step);
    }

    void add(scenario::CrossEvent const& event) {
        auto const past = closes_before(event.slow);
        Cross cross = cross_after(past, event.fast, event.slow);
        if (past.size() > plan_.past_closes.size()) plan_.past_closes = past;
        cross.golden = outcome("golden", true);
        cross.death = outcome("death", true);
        plan_.remainders.push_back(
            {bit(outcome("none", false)), bit(cross.golden) | bit(cross.death)});
        plan_.crosses.push_back(cross);
        if (cross.sign != 0) return;
        run_.warnings.push_back("event." + scenario_.events[*event_].name +
                                ": both averages are the same at the start; the first day on "
                                "which they differ is no crossing");
    }
    /// The last daily closes before the path, oldest first, in ticks of daily_close.
    [[nodiscard]] std::vector<std::int64_t> closes_before(int days) const {
        std::string const key = "event." + scenario_.events[*event_].name + ".slow";
        std::string const wanted = scenario_.place_of(key) + ": " + key + " = " +
                                   std::to_string(days) + " d needs the closes of " +
                                   std::to_string(days) + " days before " + market_.as_of + "; ";
        require(market_.history.has_value(),
                wanted + market_.path.string() + " has no /history. Use a snapshot with history?");
        auto closes = daily_closes(*market_.history, midnight_ahead(market_));
        auto const n_days = static_cast<std::size_t>(days);
        require(closes.size() >= n_days,
                wanted + "/history of " + market_.path.string() + " has those of " +
                    std::to_string(closes.size()) +
                    " days without a gap. Use shorter averages or a longer history?");
        closes.erase(closes.begin(), closes.end() - days);
        std::vector<std::int64_t> ticks;
        double const highest = std::exp(double{daily_close::highest});
        for (double const close : closes)
            ticks.push_back(
                std::llround(std::min(close / run_.spot, highest) * daily_close::ticks_per_spot));
        return ticks;
    }
    void remember_closes() {
        std::int64_t const step = scenario_.simulation.step.seconds;
        plan_.day_ends = day_end_steps(midnight_ahead(market_).to_next, step, plan_.steps);
        int const n_days = static_cast<int>(plan_.day_ends.size());
        plan_.closes_kept = closes_to_keep(plan_.crosses, n_days);
        plan_.memory.crosses = plan_.memory.reserve(
            bytes_of_crosses(static_cast<int>(plan_.crosses.size()), plan_.closes_kept));
    }

    /// Outcomes are conditional as a whole event is. When one happened says nothing about when both
    /// it and its condition had, so such outcomes have no moment.
    void add_conditions() {
        auto const names = scenario::outcome_names(scenario_);
        for (std::size_t i = 0; i < run_.outcomes.size(); ++i) {
            auto const event = run_.outcomes[i].event;
            if (!event || !scenario_.events[*event].given) continue;
            std::string const& given = *scenario_.events[*event].given;
            auto const at = std::ranges::find(names, given) - names.begin();
            plan_.givens.push_back({static_cast<int>(i), static_cast<int>(at)});
            run_.outcomes[i].given = static_cast<int>(plan_.givens.size()) - 1;
            run_.outcomes[i].has_moment = false;
        }
    }

    int outcome(char const* name, bool has_moment) {
        run_.outcomes.push_back({event_, name, has_moment});
        return static_cast<int>(run_.outcomes.size()) - 1;
    }
    static OutcomeBits bit(int index) { return OutcomeBits{1} << index; }
    [[nodiscard]] LogPrice log_of(double level) const {
        return static_cast<LogPrice>(std::log(level / run_.spot));
    }
    [[nodiscard]] int steps_until(std::optional<Duration> const& until) const {
        Duration const length = until.value_or(scenario_.simulation.horizon);
        return static_cast<int>(length.seconds / scenario_.simulation.step.seconds);
    }
    /// Sorts a table outwards from spot and ends it with a level that is never reached.
    static void close_table(std::vector<WatchedLevel>& table, int outwards) {
        std::stable_sort(table.begin(), table.end(), [&](auto const& a, auto const& b) {
            return static_cast<float>(outwards) * a.level < static_cast<float>(outwards) * b.level;
        });
        WatchedLevel never;
        never.level = static_cast<float>(outwards) * std::numeric_limits<float>::infinity();
        table.push_back(never);
    }

    scenario::Scenario const& scenario_;
    market::Market const& market_;
    PlannedRun& run_;
    Plan& plan_;
    std::optional<std::size_t> event_;
};

}  // namespace

void add_event_tables(scenario::Scenario const& scenario, market::Market const& market,
                      PlannedRun& run) {
    EventTables(scenario, market, run).build();
}

}  // namespace liq::planning
