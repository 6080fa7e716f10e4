#include "host/events/cross.hpp"

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "host/events/daily_closes.hpp"
#include "host/events/tables.hpp"
#include "host/words/values.hpp"

namespace liq::events {

void Cross::check(Setting const& setting) const {
    require(fast < slow, setting.found("fast", std::to_string(fast)) + " is not shorter than " +
                             setting.key("slow") + " = " + std::to_string(slow));
    require(setting.step.seconds <= seconds_per_day,
            setting.key_and_value("simulation.step", words::duration_text(setting.step)) +
                " is longer than a day; " + setting.section +
                " needs the close of every day. Use a step of at most 1d?");
}

void Cross::add_tables(OutcomeIndices<Cross> outcome, Tables& tables) const {
    Plan& plan = tables.plan;
    auto const past = closes_before(tables);
    liq::Cross cross = cross_after(past, fast, slow);
    if (past.size() > plan.past_closes.size()) plan.past_closes = past;
    cross.golden = outcome["golden"];
    cross.death = outcome["death"];
    plan.remainders.push_back(
        {Tables::bit(outcome["none"]), Tables::bit(cross.golden) | Tables::bit(cross.death)});
    plan.crosses.push_back(cross);
    plan.day_ends = day_end_steps(midnight_ahead(tables.market).to_next,
                                  tables.setting.step.seconds, plan.steps);
    if (cross.sign != 0) return;
    tables.warnings.push_back(tables.setting.event +
                              ": both averages are equal at the start; the first day on which "
                              "they differ does not count as a crossing");
}

std::vector<std::int64_t> Cross::closes_before(Tables const& tables) const {
    market::Market const& market = tables.market;
    std::string const needs = tables.setting.found("slow", std::to_string(slow)) +
                              " d needs the closes of " + std::to_string(slow) + " days before " +
                              market.as_of + "; ";
    require(market.history.has_value(),
            needs + market.path.string() + " has no /history. Use a snapshot with history?");
    auto closes = daily_closes(*market.history, midnight_ahead(market));
    auto const n_days = static_cast<std::size_t>(slow);
    require(closes.size() >= n_days,
            needs + "/history of " + market.path.string() + " has the closes of " +
                std::to_string(closes.size()) +
                " days without a gap. Use shorter averages or a longer history?");
    closes.erase(closes.begin(), closes.end() - slow);
    std::vector<std::int64_t> ticks;
    double const highest = std::exp(double{daily_close::highest});
    for (double const close : closes)
        ticks.push_back(
            std::llround(std::min(close / tables.spot, highest) * daily_close::ticks_per_spot));
    return ticks;
}

std::string Cross::in_words(OutcomeOf<Cross> outcome, Duration horizon) const {
    std::string const shorter = std::to_string(fast) + "-day average",
                      longer = std::to_string(slow) + "-day average", until = within({}, horizon);
    if (outcome == "none") return "sees its " + shorter + " not cross its " + longer + until;
    return "sees its " + shorter + " cross " + (outcome == "golden" ? "above" : "below") + " its " +
           longer + " first" + until;
}

ClosedForms<Cross> Cross::closed_forms(Law const& law) const {
    return ClosedForms<Cross>(Motion::of(law) ? obstacle::kind : obstacle::price_model);
}

}  // namespace liq::events
