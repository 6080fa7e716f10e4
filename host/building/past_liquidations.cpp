#include "host/building/past_liquidations.hpp"

#include <algorithm>
#include <utility>

#include "host/building/read_series.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"

namespace liq::building {

ForcedOrders past_liquidations(Recipe const& recipe, VenueInput const& venue, std::int64_t as_of) {
    auto const series = read_liquidations(recipe, venue);
    PastLiquidations sums{venue.name, 0, 0, series.completeness};
    ReadAs part{venue.name + ": liquidations",
                series.files,
                "",
                0,
                0,
                series.notes,
                {.format = series.format, .rows = series.rows.size(), .unit = "usd"}};
    std::size_t n_later = 0;
    for (auto const& row : series.rows) {
        if (row.time / 1'000 > as_of) {
            ++n_later;
            continue;
        }
        (row.side == Side::long_side ? sums.longs : sums.shorts) += row.usd;
        if (part.from == 0 || row.time / 1'000 < part.from) part.from = row.time / 1'000;
        part.until = std::max(part.until, row.time / 1'000);
    }
    part.what = words::counted(series.rows.size(), "row") + " of " + series.format + ": longs " +
                words::money(sums.longs) + ", shorts " + words::money(sums.shorts) +
                (sums.completeness.empty() ? "" : " (" + sums.completeness + ")");
    if (n_later > 0)
        part.notes.push_back(words::counted(n_later, "row after as_of was left out",
                                            "rows after as_of were left out"));
    return {std::move(part), std::move(sums)};
}

}  // namespace liq::building
