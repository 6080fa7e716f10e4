#include "host/scenario/positions_csv.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "host/errors.hpp"
#include "host/scenario/positions.hpp"
#include "host/scenario/reader_form.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/nearest.hpp"

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

/// Refuses a header whose cells are separated by something else: then it is one cell that holds
/// names of columns.
void check_separator(std::vector<std::string> const& header, std::string const& place) {
    auto const known = columns();
    for (char const other : {';', '\t', '|'}) {
        if (header.size() != 1 || header[0].find(other) == std::string::npos) continue;
        std::string first = header[0].substr(0, header[0].find(other));
        first.erase(first.find_last_not_of(' ') + 1);
        if (std::ranges::find(known, first) == known.end()) continue;
        refuse(place + ": cells are separated by " +
               (other == '\t' ? std::string("tabs") : std::string("\"") + other + "\"") +
               "; commas are read, and numbers with a decimal point. Save the table as CSV with "
               "commas");
    }
}

void check_header(std::vector<std::string> const& header, std::string const& place) {
    auto const known = columns();
    check_separator(header, place);
    for (auto column = header.begin(); column != header.end(); ++column) {
        auto const near = words::nearest(*column, known);
        require(std::ranges::find(known, *column) != known.end(),
                place + ": the column " + toml_string(*column) + " is not known; accepted: " +
                    csv_columns() + (near ? ". Did you mean " + *near + "?" : ""));
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
        bool const has_comma = cells[i].find_first_not_of("+-0123456789.,") == std::string::npos &&
                               cells[i].find(',') != std::string::npos;
        require(text || !has_comma,
                place.text + ": " + header[i] + " = " + toml_string(cells[i]) +
                    " has a comma; numbers have a decimal point and nothing between thousands, "
                    "such as 98000.5");
        Node value = value_of(cells[i], text, place);
        value.key = key;
        into->children.push_back(std::move(value));
    }
    return table;
}

}  // namespace

std::string csv_columns() {
    std::string list;
    for (auto const& name : columns()) list += (list.empty() ? "" : ", ") + name;
    return list;
}

void read_csv(std::string_view text, std::string const& source, CsvReading& reading) {
    Node& list = reading.list;
    list.kind = Node::Kind::array;
    list.place.text = source;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    std::vector<std::string> header;
    for (int line = 1; !text.empty(); ++line) {
        auto const end = text.find('\n');
        std::string const row(text.substr(0, end));
        text = end == text.npos ? std::string_view{} : text.substr(end + 1);
        reading.line = line;
        Place const place{source + ":" + std::to_string(line), line, 1};
        if (row.find_first_not_of(" \t\r,") == row.npos || row.front() == '#') continue;
        auto const cells = cells_of(row, place.text);
        if (header.empty()) {
            header = cells;
            check_header(header, place.text);
            reading.has_header = true;
            continue;
        }
        require(cells.size() == header.size(),
                place.text + ": has " + std::to_string(cells.size()) +
                    " cells where the header has " + std::to_string(header.size()) +
                    (cells.size() > header.size()
                         ? ". Are there decimal commas? Numbers are read with a point"
                         : ""));
        list.children.push_back(position_of_cells(header, cells, place));
    }
    require(!list.children.empty(),
            source + ": has no position; a header line and a line for each position are needed");
}

}  // namespace liq::scenario
