/// \file
/// What a kind of event is. A new one is one file of this folder, one line in registry.hpp and its
/// test; it needs an estimator (models/estimate) only where none of the engine's tables can ask it.
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

/// A form that takes every key.
struct AnyForm {
    template <class Member>
    void field(char const* /*name*/, Member& /*member*/, Field const& /*field*/) {}
};

/// | member         | says                                                                    |
/// |----------------|-------------------------------------------------------------------------|
/// | kind           | the word in `event.kind`                                                |
/// | outcomes       | what can happen: std::array of Outcome, in the order of reports         |
/// | needs_history  | whether it begins with the daily closes of the market's history         |
/// | describe       | the keys                                                                |
/// | check          | refuses what cannot be asked, whatever the market is                    |
/// | check_at_spot  | refuses what cannot be asked at this spot price [USD]                   |
/// | add_tables     | puts the question into the engine's tables, with warnings               |
/// | in_words       | what an outcome says, for people: "touches 97,000 within 7 d"           |
/// | closed_forms   | probabilities without the cascade, or why they are not known            |
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
