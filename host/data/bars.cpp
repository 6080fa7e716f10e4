#include "host/data/bars.hpp"

#include <algorithm>
#include <utility>

#include "host/data/candle_checks.hpp"
#include "host/data/candle_order.hpp"
#include "host/data/candle_slips.hpp"
#include "host/data/candle_volumes.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

template <class Value, class Join>
void join(std::vector<Value> const& from, std::vector<std::size_t> const& begins, std::size_t n,
          std::vector<Value>& to, Join const& how) {
    if (from.empty()) return;
    to.reserve(begins.size());
    for (std::size_t const i : begins)
        to.push_back(
            how(from.begin() + static_cast<long>(i), from.begin() + static_cast<long>(i + n)));
}

}  // namespace

Bars Bars::between(std::int64_t from, std::int64_t until) const {
    auto const first = std::ranges::lower_bound(time, from) - time.begin();
    auto const last = std::ranges::upper_bound(time, until - seconds) - time.begin();
    Bars part;
    part.seconds = seconds;
    part.notes = notes;
    if (first >= last) return part;
    auto const cut = [&](auto const& all, auto& into) {
        if (!all.empty()) into.assign(all.begin() + first, all.begin() + last);
    };
    cut(time, part.time);
    cut(open, part.open);
    cut(high, part.high);
    cut(low, part.low);
    cut(close, part.close);
    cut(volume, part.volume);
    cut(turnover, part.turnover);
    cut(filled, part.filled);
    return part;
}

Bars Bars::joined(std::int64_t longer) const {
    auto const n = static_cast<std::size_t>(longer / seconds);
    Bars made;
    made.seconds = longer;
    made.notes = notes;
    std::vector<std::size_t> begins;
    for (std::size_t i = 0; i + n <= size();) {
        if (time[i] % longer != 0) {
            ++i;
            continue;
        }
        begins.push_back(i);
        made.time.push_back(time[i]);
        i += n;
    }
    join(open, begins, n, made.open, [](auto first, auto) { return *first; });
    join(close, begins, n, made.close, [](auto, auto last) { return *(last - 1); });
    join(high, begins, n, made.high, [](auto a, auto b) { return *std::max_element(a, b); });
    join(low, begins, n, made.low, [](auto a, auto b) { return *std::min_element(a, b); });
    join(filled, begins, n, made.filled, [](auto a, auto b) { return *std::min_element(a, b); });
    auto const sum = [](auto a, auto b) {
        double total = 0;
        for (; a != b; ++a) total += *a;
        return total;
    };
    join(volume, begins, n, made.volume, sum);
    join(turnover, begins, n, made.turnover, sum);
    return made;
}

Bars bars_of(Candles candles, Unit volume, double contract_size, Repairs const& repairs) {
    require(!candles.rows.empty(), candles.files.front() + ": has no candles");
    Bars bars;
    bars.notes = candles.notes;
    std::int64_t const bar = length_of_bars(candles);
    bars.seconds = bar / 1'000;
    if (repairs.disorder == OnDisorder::extend) extend_extremes(candles, bars.notes);
    check_prices(candles);
    sort_by_begin(candles, bar, bars.notes);
    drop_duplicates(candles, repairs.duplicate, bars.notes);
    check_grid(candles, bar);
    check_breaks(candles);
    note_standstills(candles, bar, bars.notes);
    close_holes(candles, bar, repairs.gap, bars.notes);
    convert_volumes(candles, volume, contract_size, bars);
    for (auto const& row : candles.rows) {
        bars.time.push_back(row.time / 1'000);
        bars.open.push_back(row.open);
        bars.high.push_back(row.high);
        bars.low.push_back(row.low);
        bars.close.push_back(row.close);
    }
    if (std::ranges::any_of(candles.rows, &Candle::filled))
        for (auto const& row : candles.rows) bars.filled.push_back(row.filled ? 1 : 0);
    return bars;
}

}  // namespace liq::data
