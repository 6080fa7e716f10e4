/// \file
/// A recipe: which files of exchanges a snapshot is made of, and how they are meant (TOML,
/// README.md). Each key says what it is in one place.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/building/positions_input.hpp"
#include "host/building/series_input.hpp"
#include "host/building/venue_input.hpp"
#include "host/data/format.hpp"
#include "models/core/parameter_form.hpp"

namespace liq::building {

inline constexpr int recipe_schema_version = 1;

struct Recipe {
    std::filesystem::path path;
    std::string sha256;  ///< of the recipe
    std::string asset, quote = "USD", as_of, title, source, license, assumptions;
    std::map<std::string, std::string> comments;  ///< by paths of datasets
    std::optional<double> spot;
    CandleInput candles;
    std::vector<VenueInput> venues;
    std::optional<DepthInput> depth;
    PositionsInput positions;

    /// The keys of the top level.
    template <class Form>
    void describe(Form& form) {
        form.field("asset", asset, {.meaning = "name of the coin, such as BTC", .required = true});
        form.field("quote", quote, {.meaning = "currency of the prices"});
        form.field("as_of", as_of,
                   {.meaning = "time of the snapshot, such as 2025-06-05T21:00:00Z; default: the "
                               "last time that all series cover"});
        form.field("title", title, {.meaning = "title of the snapshot"});
        form.field("source", source, {.meaning = "where the data are from", .required = true});
        form.field("license", license, {.meaning = "their licence", .required = true});
        form.field("assumptions", assumptions, {.meaning = "what the snapshot rests on, in words"});
        form.field("comments", comments,
                   {.meaning = "what is to be known about datasets, in words, by their paths: "
                               "\"/spot\" = \"...\""});
        form.field("spot", spot,
                   {.unit = "quote currency",
                    .range = positive(),
                    .meaning = "price at as_of",
                    .default_text = "the last close"});
    }
};

/// \throws Error with file, line and key, as for scenarios
Recipe read_recipe(std::filesystem::path const& file);

/// The keys of recipes as JSON, with types, units, defaults and meanings; and the formats of files.
std::string recipe_schema();

/// The patterns of all files that a recipe names, with what they are for: "venue a, tiers".
struct NamedFiles {
    std::string key;
    std::vector<std::string> patterns;
};
std::vector<NamedFiles> named_files(Recipe const& recipe);

/// The files that patterns stand for, with their paths, in order.
/// \throws Error(Exit::no_file) where nothing matches
std::vector<std::string> files_of(Recipe const& recipe, std::vector<std::string> const& patterns,
                                  std::string const& key);

/// Files by their names, for people: `klines.csv.gz and 11 more`; nothing for none.
std::string names_of(std::vector<std::string> const& files);

/// What every format of a recipe is told.
data::Reading reading_of(Recipe const& recipe, std::string const& symbol,
                         std::map<std::string, std::string> const& columns);

/// Refuses files that say that they are of the other kind of contract.
void require_contract(data::SeriesFiles const& series, VenueInput const& venue);

}  // namespace liq::building
