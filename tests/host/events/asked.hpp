/// \file
/// Scenarios with every kind of event, and the plans of their events alone.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "host/events/event.hpp"
#include "host/planning/event_tables.hpp"
#include "host/scenario/asked_events.hpp"
#include "host/words/utc_time.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq::asked {

/// Events that need the history of a path, to be added to sample::full.
inline std::string const more = R"(
[[event]]
name = "retest"
kind = "sequence"
steps = [ { above = 106_000, before_below = 99_000, by = "10d" }, { below = 95_000 } ]
by = "20d"
given = "holds.held"

[[event]]
name = "holds"
kind = "hold"
above = 100_000
for = "3d"
by = "15d"

[[event]]
name = "averages"
kind = "cross"
fast = 50
slow = 200
)";

inline scenario::Scenario all() {
    return sample::read(sample::full + more);
}

/// The number of the line that has this text.
inline int line_of(std::string const& part) {
    std::string const text = sample::full + more;
    auto const at = static_cast<std::ptrdiff_t>(text.find(part));
    return 1 + static_cast<int>(std::count(text.begin(), text.begin() + at, '\n'));
}

/// The message with which the events are refused after a change.
inline std::string refusal(std::string const& from, std::string const& to) {
    std::string text = more;
    auto const at = text.find(from);
    if (at == std::string::npos) throw std::logic_error("no event has " + from);
    return sample::refusal(sample::full + text.replace(at, from.size(), to));
}

/// A change that makes an event invalid, and a part of the message.
struct Bad {
    std::string from, to;
    std::string line_with;  ///< part of the line that the message names
    std::string message;
};

inline void expect_refusals(std::vector<Bad> const& bad_events) {
    for (auto const& bad : bad_events) {
        auto const message = refusal(bad.from, bad.to);
        EXPECT_PRED2(sample::starts_with, message,
                     "folder/s.toml:" + std::to_string(line_of(bad.line_with)) + ":")
            << bad.to;
        EXPECT_PRED2(sample::contains, message, bad.message) << bad.to;
    }
}

inline constexpr double spot = 101'500;
inline constexpr std::int64_t as_of = 20'244 * seconds_per_day + 21 * 3600;

inline std::string const head = R"(schema = 1
name = "small"
market.file = "m.h5"
simulation = { paths = 10, horizon = "30d", step = "4h" }
price = { model = "gbm", volatility = 0.5 }
impact.depth = 300e6
)";

/// Candles of some hours that end with the moment of the snapshot; their closes count up by one.
inline market::Market market(int hours, int n) {
    market::Market made;
    made.path = "m.h5";
    made.as_of = words::utc_text(as_of).substr(0, 10) + "T21:00:00Z";
    made.spot = spot;
    market::History history;
    for (int i = n; i >= 1; --i) {
        history.time.push_back(as_of - std::int64_t{i} * hours * 3600);
        history.close.push_back(100'000 + n - i);
    }
    made.history = history;
    return made;
}

/// Outcomes and tables of these events; nothing else is planned.
inline planning::PlannedRun planned(std::string const& events, market::Market const& with) {
    scenario::Scenario const scenario = sample::read(head + events);
    planning::PlannedRun run;
    run.spot = spot;
    run.plan.steps = 180;
    planning::add_event_tables(scenario, with, run);
    return run;
}

inline std::string refusal_of_plan(std::string const& events, market::Market const& with) {
    try {
        planned(events, with);
    } catch (Error const& error) {
        return error.what();
    }
    return {};
}

/// The closed forms of an event of sample::full, by its index. There is neither drift nor jump, the
/// price is observed within steps, and `more_set` has more changes.
inline std::vector<events::NamedClosedForm> forms(std::size_t event,
                                                  std::vector<std::string> const& more_set = {}) {
    std::vector<std::string> set{"simulation.monitoring=bridge", "price.drift=0.0",
                                 "price.initial_jump=0.0"};
    set.insert(set.end(), more_set.begin(), more_set.end());
    scenario::Scenario const scenario = sample::read(sample::full, set);
    return events::closed_forms(scenario.events[event], scenario::law_of(scenario, 104'000));
}

/// The closed form of one outcome.
inline events::ClosedForm form(std::vector<events::NamedClosedForm> const& all,
                               std::string const& outcome) {
    for (auto const& one : all)
        if (one.outcome == outcome) return one.form;
    throw std::logic_error("no outcome " + outcome);
}

}  // namespace liq::asked
