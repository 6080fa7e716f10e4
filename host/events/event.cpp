#include "host/events/event.hpp"

#include <stdexcept>
#include <type_traits>

namespace liq::events {

Event const& waterfall_event() {
    static Event const event{Waterfall::kind, std::nullopt, Waterfall{}};
    return event;
}

char const* kind_of(Event const& event) {
    return std::visit([](auto const& asked) { return asked.kind; }, event.question);
}

std::span<Outcome const> outcomes_of(Event const& event) {
    return std::visit([](auto const& asked) { return std::span<Outcome const>(asked.outcomes); },
                      event.question);
}

bool needs_history(Event const& event) {
    return std::visit([](auto const& asked) { return asked.needs_history; }, event.question);
}

void check(Event const& event, Setting const& setting) {
    std::visit([&](auto const& asked) { asked.check(setting.of_event(event.name)); },
               event.question);
}

void check_at_spot(Event const& event, Setting const& setting, double spot) {
    std::visit([&](auto const& asked) { asked.check_at_spot(setting.of_event(event.name), spot); },
               event.question);
}

void add_tables(Event const& event, int first, Tables& tables) {
    std::visit([&]<class K>(K const& asked) { asked.add_tables(OutcomeIndices<K>(first), tables); },
               event.question);
}

std::string in_words(Event const& event, std::string_view outcome, Duration horizon) {
    return std::visit(
        [&]<class K>(K const& asked) {
            auto const found = OutcomeOf<K>::find(outcome);
            if (!found)
                throw std::invalid_argument("event kind " + std::string(K::kind) +
                                            " has no outcome " + std::string(outcome));
            return asked.in_words(*found, horizon);
        },
        event.question);
}

std::vector<NamedClosedForm> closed_forms(Event const& event, Law const& law) {
    return std::visit(
        [&]<class K>(K const& asked) {
            auto const forms =
                event.given ? ClosedForms<K>(obstacle::condition) : asked.closed_forms(law);
            std::vector<NamedClosedForm> named;
            for (Outcome const& outcome : K::outcomes)
                named.push_back({outcome.name, forms[*OutcomeOf<K>::find(outcome.name)]});
            return named;
        },
        event.question);
}

}  // namespace liq::events
