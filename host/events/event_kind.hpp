/// \file
/// The members that a kind of event must have. A new kind is one file in this folder, one line in
/// registry.hpp and its test. It needs a new estimator (models/estimate) only where the engine's
/// tables cannot express it.
#pragma once

#include <array>
#include <concepts>
#include <string>

#include "host/events/closed_form.hpp"
#include "host/events/outcome.hpp"
#include "host/events/setting.hpp"
#include "models/core/parameter_form.hpp"
#include "models/core/units.hpp"

namespace liq::events {

struct Tables;  // host/events/tables.hpp

/// A form that accepts every key.
struct AnyForm {
    template <class Member>
    void field(char const* /*name*/, Member& /*member*/, Field const& /*field*/) {}
};

/// | member         | meaning                                                                 |
/// |----------------|-------------------------------------------------------------------------|
/// | kind           | the word in `event.kind`                                                |
/// | outcomes       | the possible outcomes: std::array of Outcome, in the order of reports   |
/// | needs_history  | whether it uses the daily closes of the market's history                |
/// | describe       | lists the keys                                                          |
/// | check          | refuses an event that is not valid in any market                        |
/// | check_at_spot  | refuses an event that is not valid at this spot price [USD]             |
/// | add_tables     | adds the event to the engine's tables; may add warnings                 |
/// | in_words       | an outcome as words: "touches 97,000 within 7 d"                        |
/// | closed_forms   | the probabilities without the cascade, or why they are not known        |
template <class K>
concept Kind =
    std::default_initializable<K> &&
    requires {
        { K::kind } -> std::convertible_to<char const*>;
        { K::needs_history } -> std::convertible_to<bool>;
        { K::outcomes } -> std::convertible_to<std::array<Outcome, K::outcomes.size()>>;
    } && requires(K& asked, AnyForm& form) { asked.describe(form); } &&
    requires(K const& asked, Setting const& setting, double spot, OutcomeOf<K> outcome,
             OutcomeIndices<K> indices, Tables& tables, Duration horizon, Law const& law) {
        { asked.check(setting) } -> std::same_as<void>;
        { asked.check_at_spot(setting, spot) } -> std::same_as<void>;
        { asked.add_tables(indices, tables) } -> std::same_as<void>;
        { asked.in_words(outcome, horizon) } -> std::same_as<std::string>;
        { asked.closed_forms(law) } -> std::same_as<ClosedForms<K>>;
    };

}  // namespace liq::events
