#include "host/scenario/suggestion.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "host/scenario/catalogue.hpp"
#include "host/words/nearest.hpp"

namespace liq::scenario {
namespace {

std::string_view last_part(std::string_view key) {
    return key.substr(key.rfind('.') + 1);  // npos + 1 = 0
}

std::string_view section_of(std::string_view key) {
    auto const dot = key.rfind('.');
    return dot == key.npos ? std::string_view{} : key.substr(0, dot);
}

/// The names that an unknown key of a scenario is compared with: all keys, then all tables.
std::vector<std::string> candidates() {
    std::vector<std::string> all;
    for (auto const& info : known_keys()) all.push_back(info.key);
    for (auto const& info : known_keys()) all.emplace_back(section_of(info.key));
    return all;
}

}  // namespace

std::string suggestion_for(std::string const& unknown) {
    return suggestion_for(unknown, candidates());
}

std::string suggestion_for(std::string const& unknown, std::vector<std::string> const& keys) {
    std::string best;
    std::size_t best_score = 0;
    std::string siblings;
    auto const section = section_of(unknown);
    for (auto const& key : keys) {
        if (key.empty()) continue;
        bool const same = section_of(key) == section;
        // These keys are common words (name, side, entry): an unknown key of another table that is
        // similar was hardly meant to be one of them.
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
