#include "host/building/open_interest.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "host/building/open_interest_checks.hpp"
#include "host/building/open_interest_units.hpp"
#include "host/data/format.hpp"
#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"

namespace liq::building {
namespace {

using data::OpenInterest;
using data::OpenInterests;
using data::Unit;

double sides_counted(Recipe const& recipe, VenueInput const& venue, Sides counted) {
    Sides const sides = venue.open_interest.sides;
    if (sides != Sides::unknown) return sides == Sides::one ? 1 : 2;
    if (counted != Sides::unknown) return counted == Sides::one ? 1 : 2;
    refuse(recipe.path.string() + ": venue " + venue.name +
           ", open_interest: nothing tells whether each contract is counted once or with its long "
           "and its short. State sides = \"one\" or sides = \"both\"");
}

std::string word_of(double sides) {
    return sides == 1 ? "one" : "both";
}
std::string sides_in_words(double sides) {
    return sides == 1 ? ", each contract once" : ", both sides";
}

OpenAt stated_figure(Recipe const& recipe, VenueInput const& venue, double price) {
    auto const& input = venue.open_interest;
    std::string const place =
        recipe.path.string() + ": venue " + venue.name + ", open_interest.amount";
    require(input.unit != Unit::unknown, place + ": state its unit, usd, coin or contracts");
    check_size(input.unit, venue, place);
    OpenAt open;
    double const sides = sides_counted(recipe, venue, Sides::unknown);
    open.usd = *input.amount * worth(input.unit, venue, price) / sides;
    open.coin = open.usd / price;
    open.taken_for = {.format = "stated", .unit = unit_word(input.unit), .sides = word_of(sides)};
    open.read_as = "stated, " + open.taken_for.unit + sides_in_words(sides);
    return open;
}

/// The counts up to a time, as coin of one side.
std::vector<std::pair<std::int64_t, double>> coin_of(OpenInterests const& series,
                                                     std::size_t n_rows, Unit unit, double sides,
                                                     VenueInput const& venue,
                                                     data::Bars const& bars, double price) {
    std::vector<std::pair<std::int64_t, double>> counts;
    for (std::size_t i = 0; i < n_rows; ++i) {
        auto const& row = series.rows[i];
        auto const then = prices_at(bars, row.time / 1'000);
        double const at = then ? then->close : price;
        double const usd = std::isnan(row.amount) ? row.value : row.amount * worth(unit, venue, at);
        counts.emplace_back(row.time / 1'000, usd / at / sides);
    }
    return counts;
}

/// Seconds between two counts, on the mean.
std::int64_t spacing_of(OpenInterests const& series) {
    if (series.rows.size() < 2) return 0;
    return (series.rows.back().time - series.rows.front().time) / 1'000 /
           static_cast<std::int64_t>(series.rows.size() - 1);
}

/// The figure of the last of these rows, and those before it.
OpenAt counted(Recipe const& recipe, VenueInput const& venue, OpenInterests const& series,
               std::size_t n_rows, Unit unit, data::Bars const& bars, double price) {
    OpenInterest const& last = series.rows[n_rows - 1];
    double const sides = sides_counted(recipe, venue, series.sides);
    OpenAt open;
    open.time = last.time / 1'000;
    open.notes = series.notes;
    double const amount = std::isnan(last.amount) ? last.value : last.amount;
    double const unit_usd = std::isnan(last.amount) ? 1.0 : worth(unit, venue, price);
    open.usd = amount * unit_usd / sides;
    open.coin = open.usd / price;
    open.coin_over_time = coin_of(series, n_rows, unit, sides, venue, bars, price);
    open.taken_for = {.format = series.format,
                      .rows = series.rows.size(),
                      .unit = unit_word(std::isnan(last.amount) ? Unit::usd : unit),
                      .sides = word_of(sides)};
    open.read_as = words::counted(series.rows.size(), "row") + " of " + series.format + ", " +
                   open.taken_for.unit + sides_in_words(sides);
    return open;
}

}  // namespace

OpenInterests read_open_interest(Recipe const& recipe, VenueInput const& venue) {
    auto const& input = venue.open_interest;
    std::string const place = recipe.path.string() + ": venue " + venue.name + ", open_interest";
    require(input.amount.has_value() != !input.files.empty(),
            place + ": either files or amount is needed");
    if (input.amount) return {};
    std::string const key = "venue " + venue.name + ", open_interest";
    data::Reading reading = reading_of(recipe, input.symbol, input.columns);
    if (input.unit != Unit::unknown) reading.unit = unit_word(input.unit);
    auto series = data::read_files<OpenInterests>(files_of(recipe, input.files, key), input.format,
                                                  reading, "open interest");
    require(!series.rows.empty(), series.files.front() + ": has no open interest");
    for (auto& row : series.rows) row.time += input.counted_after.seconds * 1'000;
    std::ranges::sort(series.rows, [](OpenInterest const& a, OpenInterest const& b) {
        return std::tuple(a.time, a.at.file, a.at.row) < std::tuple(b.time, b.at.file, b.at.row);
    });
    require_contract(series, venue);
    check_rows(series);
    leave_out_repeats_and_outages(series);
    return series;
}

OpenAt open_interest_at(Recipe const& recipe, VenueInput const& venue, OpenInterests const& series,
                        data::Bars const& bars, std::int64_t as_of, double price) {
    if (venue.open_interest.amount) {
        std::string const key = recipe.path.string() + ": venue " + venue.name + ", open_interest";
        OpenAt open = stated_figure(recipe, venue, price);
        check_scale(open, key, bars, as_of);
        return open;
    }
    Unit const unit = unit_of(series, venue, bars);
    check_size(unit, venue, series.files.front());
    check_clock(series, unit, venue, bars);
    check_values(series, unit, venue, bars);
    auto const after =
        std::ranges::upper_bound(series.rows, as_of * 1'000, {}, &OpenInterest::time);
    require(after != series.rows.begin(), series.files.front() + ": begins at " +
                                              words::utc_text(series.rows.front().time / 1'000) +
                                              ", after as_of");
    auto const n_rows = static_cast<std::size_t>(after - series.rows.begin());
    OpenAt open = counted(recipe, venue, series, n_rows, unit, bars, price);
    if (auto odd = jump_between(series, n_rows); !odd.empty())
        open.warnings.push_back(std::move(odd));
    if (n_rows < series.rows.size())
        open.notes.push_back(words::counted(series.rows.size() - n_rows,
                                            "count after as_of was left out",
                                            "counts after as_of were left out"));
    if (as_of - open.time > std::max(spacing_of(series), bars.seconds))
        open.warnings.push_back(series.files.back() + ": the last count before as_of is of " +
                                words::utc_text(open.time));
    check_scale(open, series.place(series.rows[n_rows - 1].at), bars, as_of);
    return open;
}

}  // namespace liq::building
