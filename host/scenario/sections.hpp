/// \file
/// The list of the fixed tables of a scenario. Reading, writing and the catalogue of keys use it,
/// so that a new table is added in one place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Calls `visit(dotted name, section)` for every table whose keys are always the same, in the order
/// in which the resolved text has them; "" is the top level. A section may have further keys that
/// depend on a choice, see `visit_choice_of`.
template <class Visit>
void for_each_section(Scenario& scenario, Visit&& visit) {
    visit("", scenario);
    visit("market", scenario.market);
    visit("simulation", scenario.simulation);
    visit("price", scenario.price);
    visit("cascade", scenario.cascade);
    visit("book", scenario.book);
    visit("impact", scenario.impact);
    visit("impact.withdrawal", scenario.withdrawal);
    visit("waterfall", scenario.waterfall);
    visit("benchmark", scenario.benchmark);
    visit("report", scenario.report);
    visit("portfolio", scenario.portfolio);
}

/// For a section that also has the keys of one of several alternatives, calls
/// `visit(key, chosen, meaning)`: the word at `key` says which alternative is chosen.
template <class Visit>
void visit_choice_of(Scenario& scenario, std::string_view section, Visit&& visit) {
    if (section == "price")
        visit("model", scenario.price_model, "what the price does without forced orders");
}

/// The key on which a whole section depends, and the word that this key must have.
struct SectionCondition {
    std::string key;  ///< empty where the section depends on no key
    std::string word;
};
SectionCondition condition_of_section(std::string_view section);

/// Whether the resolved text of this scenario has the section.
bool section_applies(Scenario const& scenario, std::string_view section);

/// Calls `visit(alternative)` with a default value of every alternative of a variant, in order.
template <class Variant, class Visit>
void for_each_alternative(Visit&& visit) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (visit(std::variant_alternative_t<I, Variant>{}), ...);
    }(std::make_index_sequence<std::variant_size_v<Variant>>{});
}

/// `section.key`, or `key` at the top level.
inline std::string dotted(std::string const& section, std::string const& key) {
    return section.empty() ? key : section + "." + key;
}

/// The word at `index` of words separated by spaces.
std::string word_at(char const* words, std::size_t index);

/// The number of words separated by spaces.
std::size_t count_words(char const* words);

}  // namespace liq::scenario
