#include "host/scenario/family.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "host/errors.hpp"
#include "host/scenario/cross_checks.hpp"
#include "host/scenario/element_keys.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/printable.hpp"

namespace liq::scenario {
namespace {

/// Keys that are the same for all runs of a file.
constexpr std::array fixed_keys{"schema", "name", "sweep", "variant"};

std::string found(Node const& node, std::string const& key) {
    return node.place.text + ": " + words::printable(key) + " = " + value_text(node);
}

void check_key(Node const& node, std::string const& what, std::string const& key) {
    std::string const first = key.substr(0, key.find('.'));
    require(std::ranges::find(fixed_keys, first) == fixed_keys.end(),
            node.place.text + ": " + what + " changes " + words::printable(key) +
                ", which is the same for all runs of a file. Write another scenario file?");
}

/// The values of a table and of the tables in it, with their dotted keys. `"price.volatility" = ..`
/// and `price.volatility = ..` give the same key.
void flatten(Node const& table, std::string const& prefix, std::vector<Change>& leaves) {
    for (Node const& child : table.children) {
        std::string const key = prefix.empty() ? child.key : prefix + "." + child.key;
        if (child.kind == Node::Kind::table && child.key.find('.') == child.key.npos)
            flatten(child, key, leaves);
        else
            leaves.push_back({key, child});
    }
}

/// Refuses two changes of the same key, or of a key and a part of it: one would undo the other.
void require_apart(std::vector<Change> const& changes, std::string const& what, Node const& root) {
    std::vector<std::string> keys;
    for (Change const& change : changes)
        keys.push_back(with_indices(root, change.key, change.value.place.text + ": " + what));
    for (std::size_t b = 1; b < changes.size(); ++b)
        for (std::size_t a = 0; a < b; ++a)
            require(!covers(keys[a], keys[b]) && !covers(keys[b], keys[a]),
                    changes[b].value.place.text + ": " + what + " changes " +
                        words::printable(changes[b].key) + ", which " +
                        (keys[a] == keys[b]
                             ? std::string("it changes already at ")
                             : "overlaps with " + words::printable(changes[a].key) + " at ") +
                        changes[a].value.place.text + ". Leave one of the two out?");
}

/// The keys of the sweep with their lists of values.
std::vector<Change> sweep_of(Node const& sweep, Node const& root) {
    require(sweep.kind == Node::Kind::table,
            found(sweep, "sweep") + " is " + kind_text(sweep) + "; accepted: the table [sweep]");
    std::vector<Change> grid;
    flatten(sweep, "", grid);
    for (Change const& axis : grid) {
        check_key(axis.value, "[sweep]", axis.key);
        require(axis.value.kind == Node::Kind::array && !axis.value.children.empty(),
                found(axis.value, "sweep." + axis.key) + " is " + kind_text(axis.value) +
                    "; accepted: a list of values for this key");
    }
    require_apart(grid, "[sweep]", root);
    return grid;
}

void add_sweep(Node const& sweep, Node const& root, std::vector<FamilyRun>& runs) {
    std::vector<Change> const grid = sweep_of(sweep, root);
    if (grid.empty()) return;
    std::size_t combinations = 1;
    for (Change const& axis : grid) {
        combinations *= axis.value.children.size();
        require(combinations <= max_family, sweep.place.text + ": [sweep] has more than " +
                                                std::to_string(max_family) + " combinations");
    }
    for (std::size_t i = 0; i < combinations; ++i) {
        FamilyRun run;
        std::size_t rest = i;
        for (auto axis = grid.rbegin(); axis != grid.rend(); ++axis) {
            auto const& values = axis->value.children;
            run.changes.push_back({axis->key, values[rest % values.size()]});
            rest /= values.size();
        }
        std::ranges::reverse(run.changes);
        runs.push_back(std::move(run));
    }
}

Node const& part(Node const& table, std::string const& key, Node::Kind kind,
                 std::string const& accepted) {
    Node const* const node = table.find(key);
    require(node != nullptr,
            table.place.text + ": variant." + key + " is missing; accepted: " + accepted);
    require(node->kind == kind,
            found(*node, "variant." + key) + " is " + kind_text(*node) + "; accepted: " + accepted);
    return *node;
}

FamilyRun variant_of(Node const& table, Node const& root) {
    require(table.kind == Node::Kind::table, found(table, "variant") + " is " + kind_text(table) +
                                                 "; accepted: tables, each headed [[variant]]");
    for (Node const& child : table.children)
        require(child.key == "name" || child.key == "set",
                child.place.text + ": variant." + words::printable(child.key) +
                    " is not a known key. [[variant]] has name and set.");
    Node const& name =
        part(table, "name", Node::Kind::string, "letters, digits, - and _, such as \"thin-book\"");
    require(is_name(name.text),
            found(name, "variant.name") + " is not a name; accepted: letters, digits, - and _");
    Node const& set = part(table, "set", Node::Kind::table,
                           "a table of keys and values, such as { \"impact.depth\" = 100e6 }");
    FamilyRun run{name.text, {}};
    flatten(set, "", run.changes);
    require(!run.changes.empty(), found(set, "variant.set") + " changes nothing");
    for (Change const& change : run.changes)
        check_key(change.value, "variant " + name.text, change.key);
    require_apart(run.changes, "variant " + name.text, root);
    return run;
}

void add_variants(Node const& list, Node const& root, std::vector<FamilyRun>& runs) {
    require(list.kind == Node::Kind::array, found(list, "variant") + " is " + kind_text(list) +
                                                "; accepted: tables, each headed [[variant]]");
    std::set<std::string> names;
    for (Node const& table : list.children) {
        runs.push_back(variant_of(table, root));
        require(names.insert(runs.back().variant).second,
                table.place.text + ": variant.name = " + toml_string(runs.back().variant) +
                    " is already the name of another variant");
    }
}

Node taken(Node& root, std::string_view key) {
    auto const at = std::ranges::find(root.children, key, &Node::key);
    Node node = std::move(*at);
    root.children.erase(at);
    return node;
}

}  // namespace

std::vector<FamilyRun> take_family(Node& root) {
    std::vector<FamilyRun> runs(1);
    if (root.find("sweep") != nullptr) add_sweep(taken(root, "sweep"), root, runs);
    if (root.find("variant") != nullptr) add_variants(taken(root, "variant"), root, runs);
    require(runs.size() <= max_family,
            root.place.text + ": there are " + std::to_string(runs.size()) +
                " runs; accepted: at most " + std::to_string(max_family));
    return runs;
}

}  // namespace liq::scenario
