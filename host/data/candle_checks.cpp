#include "host/data/candle_checks.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"
#include "host/words/values.hpp"

namespace liq::data {
namespace {

std::string when(std::int64_t milliseconds) {
    return words::iso_utc(milliseconds / 1'000);
}

/// Exactly, for a bar that does not begin at a whole second.
std::string when_exactly(std::int64_t milliseconds) {
    std::string text = when(milliseconds);
    if (milliseconds % 1'000 != 0)
        text.insert(text.size() - 1, "." + std::to_string(1'000 + milliseconds % 1'000).substr(1));
    return text;
}

std::string price(double value) {
    return words::price_in_words(value);
}

bool same_bar(Candle const& a, Candle const& b) {
    auto const same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    return same(a.open, b.open) && same(a.high, b.high) && same(a.low, b.low) &&
           same(a.close, b.close) && same(a.volume, b.volume) && same(a.turnover, b.turnover);
}

/// Where bars are missing before row i, how many.
std::size_t hole_before(Candles const& candles, std::size_t i, std::int64_t bar) {
    return static_cast<std::size_t>((candles.rows[i].time - candles.rows[i - 1].time) / bar - 1);
}

void refuse_hole(Candles const& candles, std::size_t i, std::size_t missing_bars, std::int64_t bar,
                 std::size_t n_unknown) {
    auto const& before = candles.rows[i - 1];
    refuse(candles.place(before.at) + " (" + when(before.time) + ") is followed by " +
           (candles.rows[i].at.file == before.at.file ? candles.row_in_file(candles.rows[i].at)
                                                      : candles.place(candles.rows[i].at)) +
           " after " +
           words::plain_number(static_cast<double>(candles.rows[i].time - before.time) / 1e3) +
           " s: " + words::counted(missing_bars, "candle") + " of " +
           words::duration_text(Duration{bar / 1'000}) +
           (missing_bars == 1 ? " is missing" : " are missing") +
           (n_unknown > 0
                ? " (rows without prices count as missing: " + words::whole(n_unknown) + ")"
                : std::string()) +
           ". Repair with --on-gap fill or split?");
}

/// Rows in which a price is missing are holes.
std::size_t drop_unknown(Candles& candles, OnGap what, std::vector<std::string>& notes) {
    auto& rows = candles.rows;
    auto const first = std::ranges::find_if_not(rows, has_prices);
    if (first == rows.end()) return 0;
    auto const n = static_cast<std::size_t>(
        std::ranges::count_if(rows, [](Candle const& bar) { return !has_prices(bar); }));
    if (what == OnGap::refuse)
        refuse(candles.place(first->at) + " (" + when(first->time) +
               ") has a price that is missing (NaN or nothing); rows that have one: " +
               words::whole(n) + ". Repair with --on-gap fill or split?");
    require(n < rows.size(), candles.files.front() + ": no row has all prices");
    // Nothing fills those: there is no close before them, or no candle behind.
    auto const at_ends = (std::ranges::find_if(rows, has_prices) - rows.begin()) +
                         (std::find_if(rows.rbegin(), rows.rend(), has_prices) - rows.rbegin());
    if (at_ends > 0)
        notes.push_back(
            words::counted(static_cast<std::size_t>(at_ends),
                           "candle without prices, before the first or behind the last that has "
                           "them, was left out",
                           "candles without prices, before the first or behind the last that has "
                           "them, were left out"));
    std::erase_if(rows, [](Candle const& bar) { return !has_prices(bar); });
    return n;
}

/// Leaves out what comes before the last hole.
void split(Candles& candles, std::int64_t bar, std::vector<std::string>& notes) {
    for (std::size_t i = candles.rows.size(); i-- > 1;) {
        if (hole_before(candles, i, bar) == 0) continue;
        notes.push_back(words::counted(i, "candle") + " before the hole that ends at " +
                        when(candles.rows[i].time) + (i == 1 ? " was left out" : " were left out"));
        candles.rows.erase(candles.rows.begin(),
                           candles.rows.begin() + static_cast<std::ptrdiff_t>(i));
        return;
    }
}

/// Fills the holes, or refuses the first.
void fill(Candles& candles, std::int64_t bar, OnGap what, std::size_t n_unknown,
          std::vector<std::string>& notes) {
    constexpr std::size_t most = 10'000'000;
    std::size_t n_holes = 0;
    for (std::size_t i = 1; i < candles.rows.size(); ++i) {
        std::size_t const hole = hole_before(candles, i, bar);
        if (hole > 0 && what == OnGap::refuse) refuse_hole(candles, i, hole, bar, n_unknown);
        n_holes += hole;
        if (n_holes > most) refuse_hole(candles, i, hole, bar, n_unknown);
    }
    if (n_holes == 0) return;
    auto const of_hole = [&](double Candle::* column) {  // nothing, where anything is known of it
        return std::ranges::all_of(candles.rows,
                                   [&](Candle const& bar) { return std::isnan(bar.*column); })
                   ? missing
                   : 0.0;
    };
    double const volume = of_hole(&Candle::volume), turnover = of_hole(&Candle::turnover);
    std::vector<Candle> all;
    all.reserve(candles.rows.size() + n_holes);
    for (auto const& row : candles.rows) {
        while (!all.empty() && row.time - all.back().time > bar) {
            Candle held = all.back();
            held.time += bar;
            held.open = held.high = held.low = held.close;
            held.volume = volume;
            held.turnover = turnover;
            held.filled = true;
            all.push_back(held);
        }
        all.push_back(row);
    }
    candles.rows = std::move(all);
    notes.push_back(words::counted(n_holes, "missing candle was filled with the close before it",
                                   "missing candles were filled with the close before them"));
}

}  // namespace

bool has_prices(Candle const& bar) {
    return !std::isnan(bar.open) && !std::isnan(bar.high) && !std::isnan(bar.low) &&
           !std::isnan(bar.close);
}

namespace {

/// Refuses a candle whose prices are not positive or not in order, or whose volumes are negative.
[[noreturn]] void refuse_prices(Candles const& candles, Candle const& bar) {
    std::string const place = candles.place(bar.at);
    double const least = std::min({bar.open, bar.high, bar.low, bar.close});
    require(least > 0, place + ": a price is " + price(least) + "; prices are positive");
    double const high = std::max({bar.open, bar.close, bar.low});
    require(bar.high >= high,
            place + ": high = " + price(bar.high) + " is below " +
                (high == bar.low ? "low" : "open or close") + " = " + price(high) +
                ". Are the columns in another order? Name them: " +
                (candles.stated_by == StatedBy::options ? "--column open=... --column high=..."
                                                        : "columns = { open = ..., high = ... }"));
    double const low = std::min(bar.open, bar.close);
    require(bar.low <= low, place + ": low = " + price(bar.low) + " is above open or close = " +
                                price(low) + ". Are the columns in another order?");
    refuse(place + ": a volume is negative");
}

}  // namespace

void check_prices(Candles const& candles) {
    // No message is made for a row that is right: there are millions of them.
    for (auto const& bar : candles.rows) {
        if (!has_prices(bar)) continue;
        auto const [low, high] = std::minmax(bar.open, bar.close);
        bool const in_order = bar.low > 0 && bar.low <= low && bar.high >= high;
        if (!in_order || bar.volume < 0 || bar.turnover < 0) refuse_prices(candles, bar);
    }
}

void drop_duplicates(Candles& candles, OnDuplicate what, std::vector<std::string>& notes) {
    auto& rows = candles.rows;
    std::size_t kept = 0, dropped = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (kept == 0 || rows[i].time != rows[kept - 1].time) {
            rows[kept++] = rows[i];
            continue;
        }
        ++dropped;
        if (same_bar(rows[i], rows[kept - 1])) continue;
        require(what != OnDuplicate::refuse,
                candles.place(rows[i].at) + " and " + candles.place(rows[kept - 1].at) +
                    " are two candles of " + when(rows[i].time) + ", with closes " +
                    price(rows[i].close) + " and " + price(rows[kept - 1].close) +
                    ". Does the label change its meaning between the files? Repair with "
                    "--on-duplicate first or last?");
        if (what == OnDuplicate::last) rows[kept - 1] = rows[i];
    }
    rows.resize(kept);
    if (dropped > 0)
        notes.push_back(words::counted(dropped, "candle that was there twice was left out",
                                       "candles that were there twice were left out"));
}

void check_grid(Candles const& candles, std::int64_t bar) {
    require(bar % 1'000 == 0, candles.files.front() + ": candles are " + std::to_string(bar) +
                                  " ms long; whole seconds are needed");
    std::map<std::int64_t, std::size_t> phases;
    for (auto const& row : candles.rows) ++phases[row.time % bar];
    std::int64_t const usual =
        std::ranges::max_element(phases, {}, [](auto const& p) { return p.second; })->first;
    std::size_t off = 0;
    Candle const* first = nullptr;
    for (auto const& row : candles.rows) {
        if (row.time % bar == usual) continue;
        ++off;
        if (first == nullptr) first = &row;
    }
    if (first != nullptr)
        refuse(candles.place(first->at) + " begins at " + when_exactly(first->time) +
               ", off the grid of " + words::duration_text(Duration{bar / 1'000}) +
               " of the other candles; candles off the grid: " + words::whole(off) +
               ". Leave them out, or take another source for their time");
    for (auto const& row : candles.rows)
        if (row.end != 0 && row.end - row.time != bar && has_prices(row))
            refuse(candles.place(row.at) + ": the candle of " + when(row.time) + " ends after " +
                   words::plain_number(static_cast<double>(row.end - row.time) / 1e3) +
                   " s, where candles take " + std::to_string(bar / 1'000) + " s");
}

void check_breaks(Candles const& candles) {
    constexpr double largest = 3;
    Candle const* before = nullptr;
    for (auto const& bar : candles.rows) {
        if (!has_prices(bar)) continue;
        if (before != nullptr) {
            double const ratio = bar.open / before->close;
            if (!(ratio < largest && ratio > 1 / largest))
                refuse(candles.place(bar.at) + ": opens at " + price(bar.open) + ", and " +
                       candles.place(before->at) + " before it closes at " + price(before->close) +
                       ". Is it another market, or another unit?");
        }
        before = &bar;
    }
}

void close_holes(Candles& candles, std::int64_t bar, OnGap what, std::vector<std::string>& notes) {
    std::size_t const n_unknown = drop_unknown(candles, what, notes);
    if (what == OnGap::split) split(candles, bar, notes);
    fill(candles, bar, what, n_unknown, notes);
}

}  // namespace liq::data
