#include "host/scenario/catalogue.hpp"

#include <algorithm>
#include <utility>

#include "host/scenario/key_list.hpp"
#include "host/scenario/scenario.hpp"
#include "host/scenario/sections.hpp"

namespace liq::scenario {
namespace {

KeyInfo choice(char const* key, char const* meaning, std::vector<std::string> words) {
    KeyInfo info;
    info.key = key;
    info.type = "word";
    info.meaning = meaning;
    info.required = true;
    info.words = std::move(words);
    return info;
}

/// The word that chooses an alternative of a variant, and the keys of each.
template <class Variant, class WordOf>
void add_choice(std::vector<KeyInfo>& keys, std::string const& section, char const* key,
                char const* meaning, WordOf word_of) {
    std::string const name = dotted(section, key);
    std::vector<std::string> words;
    for_each_alternative<Variant>([&](auto one) { words.emplace_back(word_of(one)); });
    keys.push_back(choice(name.c_str(), meaning, words));
    for_each_alternative<Variant>([&](auto one) {
        KeyList list(section, keys);
        list.only_with(name, word_of(one));
        one.describe(list);
    });
}

void add_events(std::vector<KeyInfo>& keys) {
    KeyList shared("event", keys);
    events::Event{}.describe(shared);
    add_choice<events::WrittenQuestion>(keys, "event", "kind", "kind of the event",
                                        [](auto const& asked) { return asked.kind; });
}

/// The keys with which a file asks for several runs (family.hpp).
void add_family(std::vector<KeyInfo>& keys) {
    auto const add = [&](char const* key, char const* type, char const* meaning, bool required) {
        KeyInfo info;
        info.key = key;
        info.type = type;
        info.meaning = meaning;
        info.required = required;
        if (!required) info.default_text = "none";
        keys.push_back(std::move(info));
    };
    add("sweep", "table of lists",
        "dotted keys, each with a list of values; every combination is a run", false);
    add("variant.name", "text", "name of a run that changes some keys of the base run", true);
    add("variant.set", "table", "dotted keys and their values in this run", true);
}

std::vector<KeyInfo> all_keys() {
    std::vector<KeyInfo> keys;
    Field const schema{.range = between(scenario_schema_version, scenario_schema_version),
                       .meaning = "version of the layout of the scenario",
                       .required = true};
    KeyList("", keys).field("schema", scenario_schema_version, schema);
    Scenario scenario;
    for_each_section(scenario, [&](char const* name, auto& section) {
        KeyList list(name, keys);
        auto const [key, word] = condition_of_section(name);
        list.only_with(key, word);
        section.describe(list);
        visit_choice_of(scenario, name,
                        [&]<class Variant>(char const* choice, Variant&, char const* meaning) {
                            add_choice<Variant>(keys, name, choice, meaning,
                                                [](auto const& one) { return one.name; });
                        });
    });
    KeyList walls("wall", keys);
    WallParameters{}.describe(walls);
    add_events(keys);
    add_family(keys);
    KeyList limits("limit", keys);
    Limit{}.describe(limits);
    KeyList positions("position", keys);
    PositionParameters{}.describe(positions);
    return keys;
}

}  // namespace

std::vector<KeyInfo> const& known_keys() {
    static std::vector<KeyInfo> const keys = all_keys();
    return keys;
}

bool is_section(std::string_view key) {
    std::string const prefix = std::string(key) + ".";
    auto const& keys = known_keys();
    return std::any_of(keys.begin(), keys.end(),
                       [&](KeyInfo const& info) { return info.key.starts_with(prefix); });
}

}  // namespace liq::scenario
