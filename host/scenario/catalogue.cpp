#include "host/scenario/catalogue.hpp"

#include <algorithm>
#include <sstream>
#include <type_traits>

#include "host/scenario/sections.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::scenario {

std::string word_at(char const* words, std::size_t index) {
    std::istringstream in(words);
    std::string word;
    for (std::size_t i = 0; i <= index && in >> word; ++i) {
    }
    return word;
}

std::size_t count_words(char const* words) {
    std::istringstream in(words);
    std::size_t n = 0;
    for (std::string word; in >> word;) ++n;
    return n;
}

SectionCondition condition_of_section(std::string_view section) {
    if (section == "book") return {"cascade.book", "living"};
    return {};
}

bool section_applies(Scenario const& scenario, std::string_view section) {
    // Positions of a file are written out with the others.
    if (section == "portfolio") return false;
    return section != "book" || scenario.cascade.book == BookKind::living;
}

namespace {

/// The form that lists keys.
class KeyList {
  public:
    KeyList(std::string section, std::vector<KeyInfo>& keys)
        : section_(std::move(section)), keys_(keys) {}

    /// What the following keys depend on.
    void only_with(std::string key, std::string word) {
        only_with_key_ = std::move(key);
        only_with_word_ = std::move(word);
    }

    void field(char const* name, double value, Field const& f) { number(name, "number", value, f); }
    void field(char const* name, int value, Field const& f) {
        number(name, "integer", static_cast<std::uint64_t>(value), f);
    }
    void field(char const* name, std::uint64_t value, Field const& f) {
        number(name, "integer", value, f);
    }
    void field(char const* name, bool value, Field const& f) {
        add(name, "true or false", value, f);
    }
    void field(char const* name, std::string const& value, Field const& f) {
        add(name, "text", value, f);
    }
    void field(char const* name, Duration value, Field const& f) {
        auto& info = number(name, "duration", duration_text(value), f);
        info.unit.clear();
    }
    void field(char const* name, DurationOrNever value, Field const& f) {
        auto& info = number(name, "duration or word", duration_text(value.length), f);
        info.unit.clear();
        info.words = {never_word};
    }
    void field(char const* name, std::optional<Duration> const&, Field const& f) {
        if (std::string_view(f.default_text) == never_word)
            field(name, DurationOrNever{}, f);
        else
            field(name, Duration{}, f);
        keys_.back().default_value = {};
    }
    void field(char const* name, PerSide value, Field const& f) {
        number(name, "number or { long, short }", value.long_side, f);
    }
    void field(char const* name, DepthKey const& key, Field const& f) {
        number(name, "number, { bid, ask } or word", key.usd.bid, f);
    }
    void field(char const* name, std::vector<double> const& value, Field const& f) {
        number(name, "list of numbers", value, f);
    }
    void field(char const* name, TargetError const& value, Field const& f) {
        number(name, "number or { outcome, value }", value.value, f);
    }
    template <class Part>
        requires std::is_class_v<Part>
    void field(char const* name, std::vector<Part> const&, Field const& f) {
        std::vector<KeyInfo> parts;
        KeyList list("", parts);
        Part{}.describe(list);
        add(name, "list of tables", {}, f).parts = std::move(parts);
    }
    /// A table within a table.
    template <class Part>
        requires requires(Part part, KeyList& list) { part.describe(list); }
    void field(char const* name, Part const& part, Field const& f) {
        std::vector<KeyInfo> parts;
        KeyList list("", parts);
        Part(part).describe(list);
        add(name, "table", {}, f).parts = std::move(parts);
    }
    template <class T>
    void field(char const* name, std::optional<T> const&, Field const& f) {
        field(name, T{}, f);
        keys_.back().default_value = {};
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void field(char const* name, Enum value, Field const& f) {
        add(name, "word", word_at(f.words, static_cast<std::size_t>(value)), f);
    }

  private:
    KeyInfo& add(char const* name, char const* type, KeyInfo::Value value, Field const& f) {
        KeyInfo info;
        info.key = dotted(section_, name);
        info.type = type;
        if (!f.required) info.default_value = std::move(value);
        info.default_text = f.default_text;
        info.meaning = f.meaning;
        info.required = f.required;
        for (std::size_t i = 0; i < count_words(f.words); ++i)
            info.words.push_back(word_at(f.words, i));
        info.only_with_key = only_with_key_;
        info.only_with_word = only_with_word_;
        return keys_.emplace_back(std::move(info));
    }
    KeyInfo& number(char const* name, char const* type, KeyInfo::Value value, Field const& f) {
        auto& info = add(name, type, std::move(value), f);
        info.unit = f.unit;
        info.range = f.range;
        return info;
    }

    std::string section_;
    std::vector<KeyInfo>& keys_;
    std::string only_with_key_;
    std::string only_with_word_;
};

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
    add_choice<events::WrittenQuestion>(keys, "event", "kind", "what is asked",
                                        [](auto const& asked) { return asked.kind; });
}

/// What makes several runs of a file (family.hpp).
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
        "dotted keys and the values that they take; every combination is a run", false);
    add("variant.name", "text", "of a named change of the base run", true);
    add("variant.set", "table", "dotted keys and their values in that run", true);
}

std::string_view last_part(std::string_view key) {
    return key.substr(key.rfind('.') + 1);  // npos + 1 = 0
}

std::string_view section_of(std::string_view key) {
    auto const dot = key.rfind('.');
    return dot == key.npos ? std::string_view{} : key.substr(0, dot);
}

/// Keys and tables.
std::vector<std::string> candidates() {
    std::vector<std::string> all;
    for (auto const& info : built_keys()) all.push_back(info.key);
    for (auto const& info : built_keys()) all.emplace_back(section_of(info.key));
    return all;
}

}  // namespace

std::vector<KeyInfo> built_keys() {
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

bool is_section(std::string_view key) {
    std::string const prefix = std::string(key) + ".";
    auto const keys = built_keys();
    return std::any_of(keys.begin(), keys.end(),
                       [&](KeyInfo const& info) { return info.key.starts_with(prefix); });
}

std::string suggestion_for(std::string const& unknown) {
    std::string best;
    std::size_t best_score = 0;
    std::string siblings;
    auto const section = section_of(unknown);
    for (auto const& key : candidates()) {
        if (key.empty()) continue;
        bool const same = section_of(key) == section;
        // Common words (name, side, entry) that say nothing of where they were meant to stand.
        if (!same && key.starts_with("position.")) continue;
        if (same && siblings.find(" " + std::string(last_part(key)) + ",") == siblings.npos)
            siblings += " " + std::string(last_part(key)) + ",";
        auto const distance = words::distance_if_alike(last_part(unknown), last_part(key));
        if (!distance || key == unknown) continue;
        std::size_t const score = 2 * *distance + (same ? 0 : 1);
        if (!best.empty() && score >= best_score) continue;
        best = key;
        best_score = score;
    }
    if (!best.empty()) return "Did you mean " + best + "?";
    if (siblings.empty()) return "";
    siblings.pop_back();
    return (section.empty() ? "The top level" : "[" + std::string(section) + "]") + " has" +
           siblings + ".";
}

}  // namespace liq::scenario
