#include <memory>
#include <nlohmann/json.hpp>

#include "host/errors.hpp"
#include "host/estimation/book_file.hpp"
#include "host/market/checks.hpp"
#include "host/storage/input_file.hpp"
#include "host/storage/isolated.hpp"
#include "host/storage/reader.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::estimation {
namespace {

using market::Dataset;
using nlohmann::json;
using storage::Reader;

std::string text_of(Reader const& file, char const* name) {
    auto const found = file.text("/", name);
    require(found.has_value(), file.place("/") + ": has no attribute " + name +
                                   " (a book that `calibrate book` wrote has)");
    return *found;
}

std::int64_t time_of(Reader const& file, char const* name) {
    auto const text = text_of(file, name);
    auto const time = words::parse_utc(text);
    require(time.has_value(), file.place("/") + ": " + name + " = \"" + words::printable(text) +
                                  "\" is not a time in UTC");
    return *time;
}

void check_layout(Reader const& file) {
    auto const type = text_of(file, "filetype");
    require(type == book_filetype, file.place("/") + ": filetype = \"" + words::printable(type) +
                                       "\" is not that of a book (\"" + book_filetype +
                                       "\", which `calibrate book` writes)");
    auto const version = file.attribute_numbers("/", "schema_version");
    require(version && version->values.size() == 2 && version->values[0] == book_schema_major,
            file.place("/") + ": schema_version is not " + std::to_string(book_schema_major) +
                ".x, which this program reads");
}

/// The numbers of a dataset with checked shape and range.
std::vector<double> numbers(Reader const& file, Dataset const& dataset,
                            std::vector<std::size_t> const& shape, Range const& range) {
    require(file.has(dataset.name), file.place(dataset.name) + ": is missing");
    auto values = market::read_shaped(file, dataset, shape);
    market::require_range(file, dataset, values, shape, range);
    return values;
}

/// The book as JSON, which is what a child process hands over: numbers come back to the bit.
std::string packed(Reader const& file) {
    check_layout(file);
    json book{{"asset", text_of(file, "asset")},
              {"from", time_of(file, "from")},
              {"until", time_of(file, "until")},
              {"reported", text_of(file, "units") != "true"}};
    Dataset const leverage{"/leverage", "1", "leverage"};
    auto const levers = market::read_ascending(file, leverage);
    market::require_range(file, leverage, levers, {levers.size()}, {.low = 1, .high = 1000});
    market::require_names(file, {"/side", "", "side"}, {"long", "short"});
    book["leverage"] = levers;
    Range const share{.low = 0, .high = 10};
    book["weight"] =
        numbers(file, {"/weight", "1", "side, leverage"}, {n_sides, levers.size()}, share);
    char const* const days = "days of mean volume";
    book["volume_days"] = numbers(file, {"/volume_days", days, "side"}, {n_sides}, positive());
    std::size_t n_draws = 0;
    if (file.has("/draws/draw")) n_draws = file.numbers("/draws/draw").values.size();
    book["draws"] = n_draws;
    if (n_draws > 0) {
        book["drawn_weight"] = numbers(file, {"/draws/weight", "1", "draw, side, leverage"},
                                       {n_draws, n_sides, levers.size()}, share);
        book["drawn_volume_days"] = numbers(file, {"/draws/volume_days", days, "draw, side"},
                                            {n_draws, n_sides}, positive());
    }
    return book.dump();
}

/// The weights that begin at an index of draws.
BookWeights weights_at(std::vector<double> const& weight, std::vector<double> const& volume_days,
                       std::size_t draw, std::size_t n_levers) {
    BookWeights made;
    for (std::size_t s = 0; s < n_sides; ++s) {
        auto const first =
            weight.begin() + static_cast<std::ptrdiff_t>((draw * n_sides + s) * n_levers);
        made.weight[s].assign(first, first + static_cast<std::ptrdiff_t>(n_levers));
        made.volume_days[s] = volume_days[draw * n_sides + s];
    }
    return made;
}

}  // namespace

FittedBook read_book_file(std::filesystem::path const& path) {
    storage::InputFile const file(path);
    auto const read = json::parse(storage::in_child_process(
        path, file.size(), [&] { return packed(Reader(path, file.bytes())); }));
    FittedBook book;
    read.at("asset").get_to(book.asset);
    read.at("from").get_to(book.from);
    read.at("until").get_to(book.until);
    read.at("reported").get_to(book.in_reported_units);
    read.at("leverage").get_to(book.leverage);
    std::size_t const n_levers = book.leverage.size();
    book.all = weights_at(read.at("weight"), read.at("volume_days"), 0, n_levers);
    for (std::size_t d = 0; d < read.at("draws").get<std::size_t>(); ++d)
        book.draws.push_back(
            weights_at(read.at("drawn_weight"), read.at("drawn_volume_days"), d, n_levers));
    return book;
}

}  // namespace liq::estimation
