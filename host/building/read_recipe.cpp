#include <glob.h>

#include <algorithm>
#include <set>

#include "host/building/recipe.hpp"
#include "host/errors.hpp"
#include "host/scenario/document.hpp"
#include "host/scenario/reader_form.hpp"
#include "host/scenario/scenario_file.hpp"
#include "host/storage/sha256.hpp"
#include "host/words/nearest.hpp"
#include "host/words/printable.hpp"

namespace liq::building {
namespace {

using scenario::KeyNames;
using scenario::Node;
using scenario::Reader;

/// The keys of a section, which may have these tables too.
template <class Section>
std::vector<std::string> keys_of(std::vector<std::string> more = {}) {
    KeyNames keys;
    Section{}.describe(keys);
    more.insert(more.end(), keys.names.begin(), keys.names.end());
    return more;
}

void check_known(Node const& table, std::string const& section,
                 std::vector<std::string> const& known) {
    for (Node const& child : table.children) {
        if (std::ranges::find(known, child.key) != known.end()) continue;
        std::string list;
        for (auto const& key : known) list += (list.empty() ? "" : ", ") + key;
        auto const near = words::nearest(child.key, known);
        refuse(child.place.text + ": " + (section.empty() ? "" : section + ".") +
               words::printable(child.key) + " is not a known key; accepted: " + list +
               (near ? ". Did you mean " + *near + "?" : ""));
    }
}

/// Reads a table into a section; a table that is missing leaves the defaults, unless a key of it is
/// required.
template <class Section>
void read_section(Node const& root, std::string const& name, Section& section) {
    Node const* table = root.find(name);
    if (table != nullptr) {
        require(table->kind == Node::Kind::table, table->place.text + ": " + name + " is " +
                                                      kind_text(*table) + "; accepted: a table [" +
                                                      name + "]");
        check_known(*table, name, keys_of<Section>());
    }
    std::map<std::string, std::string> places;
    Reader reader(table, name, table == nullptr ? root.place.text : table->place.text, places);
    section.describe(reader);
}

void check_schema(Node const& root, std::string const& file) {
    Node const* schema = root.find("schema");
    require(schema != nullptr, file + ": schema is missing; a recipe begins with schema = " +
                                   std::to_string(recipe_schema_version));
    require(schema->kind == Node::Kind::integer && schema->integer == recipe_schema_version,
            schema->place.text + ": schema = " + value_text(*schema) +
                " is not known; this program reads " + std::to_string(recipe_schema_version));
}

/// The funds of all venues pay from one purse. One that is not known would either have no limit,
/// and with it all, or hold nothing: the recipe says which.
void check_funds(std::vector<VenueInput> const& venues, std::string const& place) {
    std::string with, without;
    for (auto const& venue : venues) {
        std::string& list = venue.insurance_fund ? with : without;
        list += (list.empty() ? "" : ", ") + words::printable(venue.name);
    }
    require(with.empty() || without.empty(),
            place + ": insurance_fund is stated for " + with + " and not for " + without +
                ". State insurance_fund = 0 where it is not known, so that it pays nothing, or "
                "leave it out everywhere, so that no limit is assumed");
}

std::vector<VenueInput> read_venues(Node const& root) {
    Node const* list = root.find("venue");
    require(list != nullptr && list->kind == Node::Kind::array && !list->children.empty(),
            root.place.text + ": venue is missing; at least one [[venue]] is needed");
    std::vector<VenueInput> venues;
    std::set<std::string> names;
    for (Node const& table : list->children) {
        require(table.kind == Node::Kind::table,
                table.place.text + ": venue is no table; accepted: [[venue]]");
        check_known(table, "venue", keys_of<VenueInput>());
        std::map<std::string, std::string> places;
        Reader reader(&table, "venue", table.place.text, places);
        venues.emplace_back().describe(reader);
        require(!venues.back().name.empty(), places["venue.name"] + ": venue.name is empty");
        require(names.insert(venues.back().name).second, places["venue.name"] +
                                                             ": there are two venues " +
                                                             words::printable(venues.back().name));
    }
    check_funds(venues, list->place.text);
    return venues;
}

/// What has to be said is not said by an empty text.
void check_texts(Recipe const& recipe, std::map<std::string, std::string>& places) {
    for (auto const& [key, text] : {std::pair{"asset", &recipe.asset},
                                    {"quote", &recipe.quote},
                                    {"source", &recipe.source},
                                    {"license", &recipe.license}})
        require(text->find_first_not_of(" \t\n") != text->npos,
                places[key] + ": " + key + " = \"\" is empty; a text is needed");
}

/// There is one standard input, and it can be read once.
void check_standard_input(Recipe const& recipe) {
    std::string first;
    for (auto const& [key, patterns] : named_files(recipe))
        for (auto const& pattern : patterns) {
            if (pattern != "-") continue;
            require(first.empty(), recipe.path.string() + ": " + first + " and " + key +
                                       " both name -, standard input, which can be read once. Give "
                                       "one of them as a file");
            first = key;
        }
}

}  // namespace

Recipe read_recipe(std::filesystem::path const& file) {
    std::string const text = scenario::read_file(file);
    std::string const name = file.string();
    Node const root = scenario::parse_document(text, name);
    check_schema(root, name);
    check_known(root, "", keys_of<Recipe>({"schema", "candles", "venue", "depth", "positions"}));
    Recipe recipe;
    recipe.path = file;
    recipe.sha256 = storage::sha256_of_text(text);
    std::map<std::string, std::string> places;
    Reader reader(&root, "", name, places);
    recipe.describe(reader);
    read_section(root, "candles", recipe.candles);
    recipe.venues = read_venues(root);
    if (root.find("depth") != nullptr) read_section(root, "depth", recipe.depth.emplace());
    read_section(root, "positions", recipe.positions);
    check_texts(recipe, places);
    check_standard_input(recipe);
    return recipe;
}

std::vector<NamedFiles> named_files(Recipe const& recipe) {
    std::vector<NamedFiles> all{{"candles", recipe.candles.files}};
    for (auto const& venue : recipe.venues) {
        std::string const of = "venue " + venue.name + ", ";
        all.push_back({of + "open_interest", venue.open_interest.files});
        all.push_back({of + "tiers", venue.tiers.files});
        if (venue.liquidations) all.push_back({of + "liquidations", venue.liquidations->files});
        if (venue.positions) all.push_back({of + "positions", venue.positions->files});
    }
    if (recipe.depth) all.push_back({"depth", recipe.depth->files});
    if (auto const& profile = recipe.positions.volume_profile)
        all.push_back({"positions.volume_profile", profile->files});
    std::erase_if(all, [](NamedFiles const& named) { return named.patterns.empty(); });
    return all;
}

std::vector<std::string> files_of(Recipe const& recipe, std::vector<std::string> const& patterns,
                                  std::string const& key) {
    std::vector<std::string> files;
    for (auto const& pattern : patterns) {
        if (pattern == "-") {
            files.push_back(pattern);
            continue;
        }
        auto const path = (recipe.path.parent_path() / pattern).string();
        if (pattern.find_first_of("*?[") == pattern.npos) {
            files.push_back(path);
            continue;
        }
        glob_t found{};
        int const code = ::glob(path.c_str(), 0, nullptr, &found);
        std::vector<std::string> const matching(found.gl_pathv, found.gl_pathv + found.gl_pathc);
        ::globfree(&found);
        if (code != 0 || matching.empty())
            throw Error(Exit::no_file, recipe.path.string() + ": " + key + ": no file matches " +
                                           words::printable(path));
        files.insert(files.end(), matching.begin(), matching.end());
    }
    return files;
}

std::string names_of(std::vector<std::string> const& files) {
    if (files.empty()) return "";
    std::string const first = std::filesystem::path(files.front()).filename().string();
    if (files.size() == 1) return first;
    return first + " and " + std::to_string(files.size() - 1) + " more";
}

data::Reading reading_of(Recipe const& recipe, std::string const& symbol,
                         std::map<std::string, std::string> const& columns) {
    data::Reading reading;
    reading.asset = recipe.asset;
    reading.symbol = symbol;
    reading.columns = columns;
    return reading;
}

void require_contract(data::SeriesFiles const& series, VenueInput const& venue) {
    if (!series.contract || *series.contract == venue.contract) return;
    auto const word = [](Contract contract) {
        return std::string(contract == Contract::linear ? "linear" : "inverse");
    };
    refuse(series.files.front() + ": is of " + word(*series.contract) +
           " contracts, and the venue " + words::printable(venue.name) + " has contract = \"" +
           word(venue.contract) + "\"");
}

}  // namespace liq::building
