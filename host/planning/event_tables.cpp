#include "host/planning/event_tables.hpp"

#include "host/events/tables.hpp"
#include "host/scenario/asked_events.hpp"

namespace liq::planning {
namespace {

/// All outcomes of an event with a condition have this condition. The time of such an outcome is
/// not the time at which both it and its condition had happened, so that it has no moment.
void add_conditions(std::vector<events::Event const*> const& asked, PlannedRun& run) {
    for (std::size_t i = 0; i < run.outcomes.size(); ++i) {
        PlannedOutcome& outcome = run.outcomes[i];
        auto const& given = asked[outcome.event]->given;
        if (!given) continue;
        outcome.given = static_cast<int>(run.plan.givens.size());
        outcome.has_moment = false;
        run.plan.givens.push_back({static_cast<int>(i), static_cast<int>(run.index_of(*given))});
    }
}

}  // namespace

void add_event_tables(scenario::Scenario const& scenario, market::Market const& market,
                      PlannedRun& run) {
    auto const asked = scenario::asked_events(scenario);
    events::Setting const setting = scenario::setting_of(scenario);
    for (std::size_t e = 0; e < asked.size(); ++e) {
        events::Event const& event = *asked[e];
        int const first = static_cast<int>(run.outcomes.size());
        for (events::Outcome const& outcome : events::outcomes_of(event))
            run.outcomes.push_back(
                {e, event.name + "." + outcome.name, outcome.name, outcome.has_moment});
        events::Tables tables{run.plan, run.warnings, market, run.spot,
                              setting.of_event(event.name)};
        events::add_tables(event, first, tables);
    }
    add_conditions(asked, run);
    events::close_tables(run.plan);
}

}  // namespace liq::planning
