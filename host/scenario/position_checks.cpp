#include "host/scenario/position_checks.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <utility>

#include "host/errors.hpp"
#include "host/scenario/cross_checks.hpp"
#include "host/scenario/reader_form.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/storage/input_file.hpp"
#include "host/words/nearest.hpp"
#include "host/words/printable.hpp"
#include "models/estimate/portfolio_tables.hpp"

namespace liq::scenario {
namespace {

/// One line of a CSV text as cells.
std::vector<std::string> cells_of(std::string const& line, std::string const& place) {
    std::vector<std::string> cells{""};
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        char const c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += line[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    require(!quoted, place + ": a cell in quotes does not end on its line");
    for (auto& cell : cells) {
        auto const first = cell.find_first_not_of(" \t\r");
        auto const last = cell.find_last_not_of(" \t\r");
        cell = first == cell.npos ? "" : cell.substr(first, last - first + 1);
    }
    return cells;
}

/// The value of a cell: a number if its column may have numbers and the cell is one, else text.
Node value_of(std::string const& cell, bool text, Place const& place) {
    Node node;
    node.place = place;
    node.kind = Node::Kind::string;
    node.text = cell;
    double number = 0;
    auto const [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (text || error != std::errc{} || end != cell.data() + cell.size()) return node;
    node.kind = Node::Kind::number;
    node.number = number;
    return node;
}

std::vector<std::string> columns() {
    KeyNames keys, changes;
    PositionParameters{}.describe(keys);
    WhatIf{}.describe(changes);
    std::vector<std::string> names;
    for (auto const& key : keys.names)
        if (key != "what_if") names.push_back(key);
    for (auto const& key : changes.names) names.push_back("what_if." + key);
    return names;
}

void check_header(std::vector<std::string> const& header, std::string const& place) {
    auto const known = columns();
    for (auto column = header.begin(); column != header.end(); ++column) {
        auto const near = words::nearest(*column, known);
        require(
            std::ranges::find(known, *column) != known.end(),
            place + ": the column " + toml_string(*column) + " is not known; accepted: " +
                [&] {
                    std::string list;
                    for (auto const& name : known) list += (list.empty() ? "" : ", ") + name;
                    return list;
                }() +
                (near ? ". Did you mean " + *near + "?" : ""));
        require(std::find(header.begin(), column, *column) == column,
                place + ": there are two columns " + *column);
    }
}

Node position_of_cells(std::vector<std::string> const& header,
                       std::vector<std::string> const& cells, Place const& place) {
    std::string const prefix = "what_if.";
    Node table;
    table.place = place;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].empty()) continue;
        std::string key = header[i];
        Node* into = &table;
        if (key.starts_with(prefix)) {
            key.erase(0, prefix.size());
            into = table.find("what_if");
            if (into == nullptr) {
                Node changes;
                changes.key = "what_if";
                changes.place = place;
                into = &table.children.emplace_back(std::move(changes));
            }
        }
        bool const text = key == "name" || key == "side" || key == "venue";
        Node value = value_of(cells[i], text, place);
        value.key = key;
        into->children.push_back(std::move(value));
    }
    return table;
}

std::string text_of_file(std::filesystem::path const& file, std::string const& asked) {
    try {
        std::string text = storage::InputFile(file).bytes(max_positions_bytes + 1);
        require(
            text.size() <= max_positions_bytes,
            file.string() + ": is larger than " + std::to_string(max_positions_bytes) + " bytes");
        return text;
    } catch (Error const& error) {
        if (error.exit() != Exit::no_file) throw;
        throw Error(Exit::no_file, asked + ": the file of positions " + error.what() +
                                       ". Its path is relative to the scenario");
    }
}

/// `position.NAME` where the name can be a part of a dotted key, else `position.INDEX`.
std::string section_of_position(Node const& table, std::size_t index) {
    auto const* name = table.find("name");
    bool const good = name != nullptr && name->kind == Node::Kind::string && is_name(name->text);
    return "position." + (good ? name->text : std::to_string(index));
}

void check_position(Scenario const& scenario, PositionParameters const& position,
                    std::string const& section, std::string const& place) {
    std::string const at = place + ": " + section;
    require(is_name(position.name), at + ".name = " + toml_string(position.name) +
                                        " is not a name; accepted: letters, digits, - and _, at "
                                        "most 100 of them");
    for (auto const& other : scenario.positions)
        require(other.name != position.name, at + ".name = " + toml_string(position.name) +
                                                 " is already the name of the position at " +
                                                 scenario.place_of(section + ".name"));
    require(
        position.leverage.has_value() != position.wallet.has_value(),
        at + (position.leverage ? " has both leverage and wallet; leave one of them out"
                                : " has neither leverage nor wallet; one of them is needed (the "
                                  "margin of the position)"));
    if (position.what_if) {
        WhatIf const& change = *position.what_if;
        require(change.add_margin || change.reduce || change.stop,
                at + ".what_if changes nothing; accepted: add_margin, reduce or stop");
    }
}

void add_position(Node const& table, Scenario& scenario) {
    std::string const section = section_of_position(table, scenario.positions.size());
    std::map<std::string, std::string> places;
    Reader reader(&table, section, table.place.text, places);
    PositionParameters position;
    position.describe(reader);
    check_position(scenario, position, section, places[section + ".name"]);
    scenario.places.merge(places);
    scenario.positions.push_back(std::move(position));
    require(scenario.positions.size() <= max_positions,
            table.place.text + ": there are more than " + std::to_string(max_positions) +
                " positions. Combine similar positions?");
}

}  // namespace

Node positions_of_csv(std::string_view text, std::string const& source) {
    Node list;
    list.kind = Node::Kind::array;
    list.place.text = source;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    std::vector<std::string> header;
    for (int line = 1; !text.empty(); ++line) {
        auto const end = text.find('\n');
        std::string const row(text.substr(0, end));
        text = end == text.npos ? std::string_view{} : text.substr(end + 1);
        Place const place{source + ":" + std::to_string(line), line, 1};
        if (row.find_first_not_of(" \t\r,") == row.npos || row.front() == '#') continue;
        auto const cells = cells_of(row, place.text);
        if (header.empty()) {
            header = cells;
            check_header(header, place.text);
            continue;
        }
        require(cells.size() == header.size(),
                place.text + ": has " + std::to_string(cells.size()) +
                    " cells where the header has " + std::to_string(header.size()));
        list.children.push_back(position_of_cells(header, cells, place));
    }
    require(!list.children.empty(),
            source + ": has no position; a header line and a line for each position are needed");
    return list;
}

void read_positions(Node const& root, Scenario& scenario) {
    if (auto const* list = root.find("position"))
        for (Node const& table : list->children) add_position(table, scenario);
    if (!scenario.portfolio.file) return;
    std::string const asked = scenario.place_of("portfolio.file") +
                              ": portfolio.file = " + toml_string(*scenario.portfolio.file);
    auto const file = scenario.source.parent_path() / *scenario.portfolio.file;
    Node const list = positions_of_csv(text_of_file(file, asked), file.string());
    for (Node const& table : list.children) add_position(table, scenario);
}

}  // namespace liq::scenario
