#include "host/scenario/check_keys.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "host/errors.hpp"
#include "host/scenario/catalogue.hpp"
#include "host/scenario/scenario.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/suggestion.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/printable.hpp"

namespace liq::scenario {
namespace {

void check_schema(Node const& root) {
    auto const* schema = root.find("schema");
    std::string const version = std::to_string(scenario_schema_version);
    if (schema == nullptr)
        refuse(root.place.text +
               ": schema is missing (version of the layout of the scenario). Add the line schema "
               "= " +
               version);
    std::string const found = schema->place.text + ": schema = " + value_text(*schema);
    require(schema->kind == Node::Kind::integer,
            found + " is " + kind_text(*schema) + "; accepted: the integer " + version);
    require(schema->integer <= scenario_schema_version,
            found + " is newer than this program, which reads schema " + version +
                ". Use a newer liqcascade?");
    require(schema->integer == scenario_schema_version,
            found + " does not exist; accepted: " + version);
}

/// The key as a message shows it: printable, and cut after 80 characters.
std::string shown(std::string const& key) {
    std::string const text = words::printable(key);
    return text.size() <= 80 ? text : text.substr(0, 80) + "...";
}

class Checker {
  public:
    Checker() {
        for (auto const& info : known_keys()) keys_.insert(info.key);
    }

    void table(Node const& node, std::string const& section) const {
        for (auto const& child : node.children) key(child, dotted(section, toml_key(child.key)));
    }

  private:
    void key(Node const& node, std::string const& name) const {
        if (keys_.contains(name)) return;
        if (name == "event" || name == "wall" || name == "limit" || name == "position")
            return tables(node, name);
        if (!is_section(name))
            refuse(node.place.text + ": " + shown(name) + " is not a known key. " +
                   suggestion_for(name));
        require(node.kind == Node::Kind::table, node.place.text + ": " + name + " = " +
                                                    value_text(node) + " is " + kind_text(node) +
                                                    "; accepted: the table [" + name + "]");
        table(node, name);
    }

    void tables(Node const& node, std::string const& name) const {
        bool const list =
            node.kind == Node::Kind::array &&
            std::all_of(node.children.begin(), node.children.end(),
                        [](Node const& item) { return item.kind == Node::Kind::table; });
        require(list, node.place.text + ": " + name + " = " + value_text(node) + " is " +
                          kind_text(node) + "; accepted: tables, each headed [[" + name + "]]");
        for (auto const& item : node.children) table(item, name);
    }

    std::set<std::string> keys_;
};

}  // namespace

void check_keys(Node const& root) {
    check_schema(root);
    Checker{}.table(root, "");
}

}  // namespace liq::scenario
