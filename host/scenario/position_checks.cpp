#include "host/scenario/position_checks.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "host/errors.hpp"
#include "host/scenario/cross_checks.hpp"
#include "host/scenario/positions_csv.hpp"
#include "host/scenario/reader_form.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/storage/input_file.hpp"

namespace liq::scenario {
namespace {

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
    require(!scenario.places.contains(section + ".name"),
            at + ".name = " + toml_string(position.name) +
                " is already the name of the position at " + scenario.place_of(section + ".name"));
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
    require(scenario.positions.size() <= max_listed_positions,
            table.place.text + ": there are more than " + std::to_string(max_listed_positions) +
                " positions. Combine similar positions?");
}

/// Whether the file, after links, lies in the folder or below it.
bool lies_below(std::filesystem::path const& file, std::filesystem::path const& folder) {
    std::error_code failed;
    auto const top = std::filesystem::canonical(folder.empty() ? "." : folder, failed);
    if (failed) return false;
    auto const real = std::filesystem::canonical(file, failed);
    if (failed) return false;
    return std::ranges::mismatch(top, real).in1 == top.end();
}

/// A file outside of the scenario's folder may be any file of this machine that the author of a
/// scenario would like to see, so the message says where the problem is and quotes nothing.
/// \param line  of the problem; 0: of no line
std::string problem_without_content(CsvReading const& reading, int line) {
    std::string const where = line > 0 ? "line " + std::to_string(line) + " of this file " : "it ";
    if (!reading.has_header) return where + "is no header of positions; accepted: " + csv_columns();
    return where +
           "is not a position that can be accepted. The file lies outside of the folder of "
           "the scenario, so its content is not shown. Copy it into this folder?";
}

}  // namespace

void read_positions(Node const& root, Scenario& scenario) {
    if (auto const* list = root.find("position"))
        for (Node const& table : list->children) add_position(table, scenario);
    if (!scenario.portfolio.file) return;
    std::string const asked = scenario.place_of("portfolio.file") +
                              ": portfolio.file = " + toml_string(*scenario.portfolio.file);
    auto const file = scenario.source.parent_path() / *scenario.portfolio.file;
    std::string const text = text_of_file(file, asked);
    CsvReading reading;
    int line = 0;  // of the position that is added
    try {
        read_csv(text, file.string(), reading);
        for (Node const& table : reading.list.children) {
            line = table.place.line;
            add_position(table, scenario);
        }
    } catch (Error const& error) {
        if (lies_below(file, scenario.source.parent_path())) throw;
        throw Error(
            error.exit(),
            asked + ": " + problem_without_content(reading, line > 0 ? line : reading.line));
    }
}

}  // namespace liq::scenario
