#include "host/results/questions.hpp"

#include <array>
#include <optional>
#include <utility>
#include <variant>

#include "host/scenario/law_checks.hpp"
#include "host/words/numbers.hpp"

namespace liq::results {
namespace {

std::string length_in_words(Duration length) {
    std::array<std::pair<std::int64_t, char const*>, 4> const units{
        {{86'400, " d"}, {3'600, " h"}, {60, " min"}, {1, " s"}}};
    for (auto const& [seconds, name] : units) {
        if (length.seconds % seconds == 0) return std::to_string(length.seconds / seconds) + name;
    }
    return std::to_string(length.seconds) + " s";
}

std::string within(std::optional<Duration> by, Duration horizon) {
    return " within " + length_in_words(by.value_or(horizon));
}

std::string in_words(scenario::RaceEvent const& race, Duration horizon,
                     std::string const& outcome) {
    std::string const up = words::price_in_words(race.up), down = words::price_in_words(race.down);
    std::string const until = within(race.by, horizon);
    if (outcome == "up") return "reaches " + up + " before " + down + until;
    if (outcome == "down") return "falls to " + down + " before " + up + until;
    return "reaches neither " + up + " nor " + down + until;
}

std::string in_words(scenario::TouchEvent const& touch, Duration horizon, std::string const&) {
    return "touches " + words::price_in_words(touch.level) + within(touch.by, horizon);
}

std::string in_words(scenario::CloseEvent const& close, Duration horizon, std::string const&) {
    return "closes at or above " + words::price_in_words(close.level) + " after " +
           length_in_words(close.at.value_or(horizon));
}

std::string in_words(scenario::SequenceEvent const& sequence, Duration horizon,
                     std::string const&) {
    std::string text;
    for (scenario::SequenceStep const& step : sequence.steps) {
        text += text.empty() ? "" : ", then ";
        text += step.above ? "reaches " + words::price_in_words(*step.above)
                           : "falls to " + words::price_in_words(step.below.value_or(0));
        if (step.before_below) text += " before " + words::price_in_words(*step.before_below);
        if (step.before_above) text += " before " + words::price_in_words(*step.before_above);
        if (step.by) text += within(step.by, horizon);
    }
    scenario::SequenceStep const& last = sequence.steps.back();
    return last.by ? text : text + ", all" + within(sequence.by, horizon);
}

std::string in_words(scenario::HoldEvent const& hold, Duration horizon, std::string const&) {
    return std::string("stays at or ") + (hold.above ? "above " : "below ") +
           words::price_in_words(hold.above ? *hold.above : hold.below.value_or(0)) + " for " +
           length_in_words(hold.lasting) + within(hold.by, horizon);
}

std::string in_words(scenario::CrossEvent const& cross, Duration horizon,
                     std::string const& outcome) {
    std::string const fast = std::to_string(cross.fast) + "-day average",
                      slow = std::to_string(cross.slow) + "-day average",
                      until = within({}, horizon);
    if (outcome == "none") return "sees its " + fast + " not cross its " + slow + until;
    return "sees its " + fast + " cross " + (outcome == "golden" ? "above" : "below") + " its " +
           slow + " first" + until;
}

}  // namespace

std::string question_in_words(scenario::Scenario const& scenario, scenario::Event const& event,
                              std::string const& outcome) {
    Duration const horizon = scenario.simulation.horizon;
    std::string const asked = std::visit(
        [&](auto const& question) { return in_words(question, horizon, outcome); }, event.question);
    if (!event.given) return asked;
    std::size_t const dot = event.given->find('.');
    std::string const name = event.given->substr(0, dot), other = event.given->substr(dot + 1);
    for (scenario::Event const& condition : scenario.events) {
        if (condition.name != name) continue;
        return asked + ", given that it " +
               std::visit([&](auto const& q) { return in_words(q, horizon, other); },
                          condition.question);
    }
    return asked + ", given " + *event.given;
}

AskedOutcome asked_outcome(scenario::Scenario const& scenario,
                           planning::PlannedOutcome const& planned) {
    if (!planned.event) {
        return {
            scenario::waterfall_event, scenario::waterfall_event, "",
            "sees liquidations empty the insurance fund" + within({}, scenario.simulation.horizon)};
    }
    scenario::Event const& event = scenario.events[*planned.event];
    return {event.name,
            std::visit([](auto const& q) { return std::string{q.kind}; }, event.question),
            event.given.value_or(""), question_in_words(scenario, event, planned.outcome)};
}

}  // namespace liq::results
