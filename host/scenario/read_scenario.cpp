#include "host/scenario/read_scenario.hpp"

#include <algorithm>
#include <map>

#include "host/errors.hpp"
#include "host/scenario/catalogue.hpp"
#include "host/scenario/check_keys.hpp"
#include "host/scenario/cross_checks.hpp"
#include "host/scenario/document.hpp"
#include "host/scenario/element_keys.hpp"
#include "host/scenario/family.hpp"
#include "host/scenario/overrides.hpp"
#include "host/scenario/position_checks.hpp"
#include "host/scenario/reader_form.hpp"
#include "host/scenario/scenario_file.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::scenario {
namespace {

using Places = std::map<std::string, std::string>;

/// The table at a dotted name, or null.
Node const* table_at(Node const& root, std::string_view name) {
    Node const* node = &root;
    while (node != nullptr && !name.empty()) {
        auto const dot = name.find('.');
        node = node->find(name.substr(0, dot));
        name = dot == name.npos ? std::string_view{} : name.substr(dot + 1);
    }
    return node;
}

/// Refuses keys of a price model or event kind other than the chosen one.
void check_choice(Node const& table, std::string const& section, std::string const& shown,
                  std::string const& choice, std::string const& word) {
    auto const keys = known_keys();
    for (auto const& child : table.children) {
        std::string owners;
        bool fits = false;
        for (auto const& info : keys) {
            if (info.key != dotted(section, child.key)) continue;
            fits = fits || info.only_with_word.empty() || info.only_with_word == word;
            if (!owners.empty()) owners += ", ";
            owners += "\"" + info.only_with_word + "\"";
        }
        require(fits, child.place.text + ": " + dotted(shown, child.key) + " goes with " + choice +
                          " = " + owners + ", not with \"" + word + "\"");
    }
}

/// Reads the word at `key`, which chooses an alternative of a variant, and then the keys of that
/// alternative from the same table.
template <class Variant, class WordOf>
Variant read_choice(Node const& table, Reader& reader, std::string const& section,
                    std::string const& shown, char const* key, WordOf word_of) {
    std::string words;
    for_each_alternative<Variant>(
        [&](auto const& one) { words += std::string(words.empty() ? "" : " ") + word_of(one); });
    std::string const choice = dotted(section, key);
    std::string meaning;
    for (auto const& info : known_keys())
        if (info.key == choice) meaning = info.meaning;
    auto const index =
        reader.word(key, {.meaning = meaning.c_str(), .required = true, .words = words.c_str()});
    check_choice(table, section, shown, choice, word_at(words.c_str(), *index));
    Variant chosen;
    std::size_t i = 0;
    for_each_alternative<Variant>([&](auto one) {
        if (i++ != *index) return;
        one.describe(reader);
        chosen = one;
    });
    return chosen;
}

/// Reads the keys of a section that depend on the word at `key` of the same section.
template <class Variant>
void read_choice_of(Node const* table, Reader& reader, std::string const& section, char const* key,
                    Variant& chosen) {
    static Node const nothing;
    chosen = read_choice<Variant>(table == nullptr ? nothing : *table, reader, section, section,
                                  key, [](auto const& one) { return std::string(one.name); });
}

/// `event.NAME` where the name can be a part of a dotted key, else `event.INDEX`.
std::string event_section(Node const& table, std::size_t index) {
    auto const* name = table.find("name");
    bool const good = name != nullptr && name->kind == Node::Kind::string && is_name(name->text);
    return "event." + (good ? name->text : std::to_string(index));
}

void read_events(Node const& root, Scenario& scenario) {
    auto const* list = root.find("event");
    require(list != nullptr && !list->children.empty(),
            root.place.text +
                ": event is missing; at least one [[event]] is needed (the events whose "
                "probabilities are estimated)");
    require(list->children.size() <= max_events,
            list->place.text + ": there are " + std::to_string(list->children.size()) +
                " events; accepted: at most " + std::to_string(max_events));
    for (std::size_t i = 0; i < list->children.size(); ++i) {
        Node const& table = list->children[i];
        std::string const section = event_section(table, i);
        Places places;
        Reader reader(&table, section, table.place.text, places);
        events::Event event;
        event.describe(reader);
        check_event_name(scenario, event.name, places.at(section + ".name"));
        std::visit([&](auto const& question) { event.question = question; },
                   read_choice<events::WrittenQuestion>(
                       table, reader, "event", section, "kind",
                       [](auto const& question) { return std::string(question.kind); }));
        scenario.places.merge(places);
        scenario.events.push_back(std::move(event));
    }
}

void read_walls(Node const& root, Scenario& scenario) {
    auto const* list = root.find("wall");
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->children.size(); ++i) {
        Node const& table = list->children[i];
        Reader reader(&table, "wall." + std::to_string(i), table.place.text, scenario.places);
        scenario.walls.emplace_back().describe(reader);
    }
}

void read_limits(Node const& root, Scenario& scenario) {
    auto const* list = root.find("limit");
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->children.size(); ++i) {
        Node const& table = list->children[i];
        Reader reader(&table, "limit." + std::to_string(i), table.place.text, scenario.places);
        scenario.limits.emplace_back().describe(reader);
    }
}

/// The scenario of a document without sweep and variants.
Scenario scenario_of(Node const& root, std::filesystem::path const& source,
                     std::map<std::string, std::string> set, NamedFiles named) {
    Scenario scenario;
    scenario.source = source;
    scenario.set = std::move(set);
    check_keys(root);
    for_each_section(scenario, [&](std::string const& name, auto& section) {
        auto const* table = table_at(root, name);
        Reader reader(table, name, table == nullptr ? root.place.text : table->place.text,
                      scenario.places);
        section.describe(reader);
        visit_choice_of(scenario, name, [&](char const* key, auto& chosen, char const*) {
            read_choice_of(table, reader, name, key, chosen);
        });
    });
    read_walls(root, scenario);
    read_events(root, scenario);
    read_limits(root, scenario);
    if (named == NamedFiles::refused && scenario.portfolio.file)
        refuse(scenario.place_of("portfolio.file") +
               ": portfolio.file = " + toml_string(*scenario.portfolio.file) +
               " names a file; this is accepted only in a scenario file of the command line");
    read_positions(root, scenario);
    scenario.market_path = source.parent_path() / scenario.market.file;
    check_alone(scenario);
    return scenario;
}

FamilyMember member_of(Node root, FamilyRun const& run, std::filesystem::path const& source,
                       std::map<std::string, std::string> const& set) {
    FamilyMember member{run.variant, set, {}, ""};
    for (Change const& change : run.changes) {
        std::string const& where = change.value.place.text;
        std::string const key = with_indices(root, change.key, where);
        // A change takes the place of a --set of the same key, also in another spelling.
        std::erase_if(member.set, [&](auto const& one) {
            return covers(key, with_indices(root, one.first, where));
        });
    }
    for (Change const& change : run.changes) member.set[change.key] = value_text(change.value, 0);
    try {
        for (Change const& change : run.changes) set_key(root, change.key, change.value);
        member.scenario = scenario_of(root, source, member.set, NamedFiles::read);
    } catch (Error const& error) {
        if (run.changes.empty()) throw;
        member.failure = error.what();
    }
    return member;
}

}  // namespace

Scenario parse_scenario(std::string_view toml, std::filesystem::path const& source,
                        std::vector<std::string> const& overrides, NamedFiles named) {
    Node root = parse_document(toml, source.string());
    auto set = apply_overrides(root, overrides);
    static_cast<void>(take_family(root));
    return scenario_of(root, source, std::move(set), named);
}

std::vector<FamilyMember> parse_family(std::string_view toml, std::filesystem::path const& source,
                                       std::vector<std::string> const& overrides) {
    Node root = parse_document(toml, source.string());
    auto const set = apply_overrides(root, overrides);
    std::vector<FamilyMember> members;
    for (FamilyRun const& run : take_family(root))
        members.push_back(member_of(root, run, source, set));
    return members;
}

std::size_t family_size(std::filesystem::path const& file,
                        std::vector<std::string> const& overrides) {
    Node root = parse_document(read_file(file), file.string());
    apply_overrides(root, overrides);
    return take_family(root).size();
}

std::vector<FamilyMember> read_family(std::filesystem::path const& file,
                                      std::vector<std::string> const& overrides) {
    return parse_family(read_file(file), file, overrides);
}

Scenario read_scenario(std::filesystem::path const& file,
                       std::vector<std::string> const& overrides) {
    return parse_scenario(read_file(file), file, overrides, NamedFiles::read);
}

std::vector<std::filesystem::path> files_named_in(std::filesystem::path const& file,
                                                  std::vector<std::string> const& overrides) {
    std::vector<std::filesystem::path> files;
    try {
        Node root = parse_document(read_file(file), file.string());
        try {
            static_cast<void>(apply_overrides(root, overrides));
        } catch (Error const&) {  // the error is reported where the scenario is read
        }
        for (char const* section : {"market", "portfolio"}) {
            auto const* table = table_at(root, section);
            auto const* name = table == nullptr ? nullptr : table->find("file");
            if (name != nullptr && name->kind == Node::Kind::string)
                files.push_back(file.parent_path() / name->text);
        }
    } catch (Error const&) {
    }
    return files;
}

}  // namespace liq::scenario
