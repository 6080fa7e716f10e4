#include "host/data/price_history.hpp"

#include <algorithm>
#include <map>

#include "host/data/candle_checks.hpp"
#include "host/data/candle_order.hpp"
#include "host/data/candle_slips.hpp"
#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"
#include "host/words/values.hpp"

namespace liq::data {
namespace {

std::string when(std::int64_t milliseconds) {
    return words::iso_utc(milliseconds / 1'000);
}

std::string length(std::int64_t milliseconds) {
    return words::duration(static_cast<double>(milliseconds) / 1e3);
}

/// Leaves out what has not ended by then; its length must not count either.
void cut(Candles& candles, std::int64_t until) {
    std::string const file = candles.files.front();
    require(!candles.rows.empty(), file + ": has no candles");
    std::erase_if(candles.rows, [&](Candle const& row) { return row.time > until * 1'000; });
    require(!candles.rows.empty(), file + ": no candle has ended by " + words::iso_utc(until) +
                                       ", the time until which candles count");
}

void skip_rows_without_prices(Candles& candles, OnMissing what, std::vector<std::string>& notes) {
    auto const first = std::ranges::find_if_not(candles.rows, has_prices);
    if (first == candles.rows.end()) return;
    auto const n = static_cast<std::size_t>(
        std::ranges::count_if(candles.rows, [](Candle const& row) { return !has_prices(row); }));
    std::string const place = candles.place(first->at) + " (" + when(first->time) + ")";
    require(what == OnMissing::skip,
            place + " has a price that is missing (NaN or nothing); rows that have one: " +
                words::whole(n) + ". Skip them with --on-missing skip?");
    require(n < candles.rows.size(), candles.files.front() + ": no row has all prices");
    notes.push_back(words::whole(n) + " rows without prices were skipped, the first is " + place +
                    "; the return over them has its own time");
    std::erase_if(candles.rows, [](Candle const& row) { return !has_prices(row); });
}

void note_off_grid(Candles const& candles, std::int64_t bar, std::vector<std::string>& notes) {
    std::map<std::int64_t, std::size_t> phases;
    for (auto const& row : candles.rows) ++phases[row.time % bar];
    auto const usual = std::ranges::max_element(phases, {}, [](auto const& p) { return p.second; });
    std::size_t const off = candles.rows.size() - usual->second;
    if (off == 0) return;
    auto const first = std::ranges::find_if(
        candles.rows, [&](Candle const& row) { return row.time % bar != usual->first; });
    notes.push_back(words::whole(off) + " candles begin off the grid of " + length(bar) +
                    ", the first is " + candles.place(first->at) + " (" + when(first->time) +
                    "); returns over them have their own times");
}

void note_holes(Candles const& candles, std::int64_t bar, std::vector<std::string>& notes) {
    std::size_t n = 0;
    std::int64_t longest = 0;
    Candle const* before = nullptr;
    for (std::size_t i = 1; i < candles.rows.size(); ++i) {
        std::int64_t const step = candles.rows[i].time - candles.rows[i - 1].time;
        if (step <= bar) continue;
        ++n;
        if (step <= longest) continue;
        longest = step;
        before = &candles.rows[i - 1];
    }
    if (n == 0) return;
    notes.push_back((n == 1 ? std::string("1 hole: ") : words::whole(n) + " holes, the longest: ") +
                    candles.place(before->at) + " (" + when(before->time) +
                    ") is followed by the next candle after " + length(longest) +
                    "; the return over it has its own time");
}

}  // namespace

PriceHistory price_history_of(Candles candles, HistoryTerms const& terms) {
    PriceHistory history;
    history.notes = candles.notes;
    cut(candles, terms.until);
    history.bar = length_of_bars(candles);
    sort_by_begin(candles, history.bar, history.notes);
    auto const end_of = [&](Candle const& row) {
        return row.end > row.time ? row.end : row.time + history.bar;
    };
    std::erase_if(candles.rows,
                  [&](Candle const& row) { return end_of(row) > terms.until * 1'000; });
    require(!candles.rows.empty(),
            candles.files.front() + ": no candle has ended by " + words::iso_utc(terms.until));
    if (terms.disorder == OnDisorder::extend) extend_extremes(candles, history.notes);
    check_prices(candles);
    drop_duplicates(candles, terms.duplicate, history.notes);
    skip_rows_without_prices(candles, terms.missing, history.notes);
    check_breaks(candles);
    note_standstills(candles, history.bar, history.notes);
    note_off_grid(candles, history.bar, history.notes);
    note_holes(candles, history.bar, history.notes);
    for (auto const& row : candles.rows) {
        require(history.end.empty() || end_of(row) > history.end.back(),
                candles.place(row.at) + " (" + when(row.time) +
                    ") ends no later than the candle before it, at " +
                    when(history.end.empty() ? 0 : history.end.back()));
        history.begin.push_back(row.time);
        history.end.push_back(end_of(row));
        history.open.push_back(row.open);
        history.high.push_back(row.high);
        history.low.push_back(row.low);
        history.close.push_back(row.close);
    }
    return history;
}

}  // namespace liq::data
