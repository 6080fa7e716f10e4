#include "host/market/read_draws.hpp"

#include <algorithm>

#include "host/errors.hpp"
#include "host/market/axes.hpp"
#include "host/market/checks.hpp"

namespace liq::market {
namespace {

std::string const group = "/positions/draws";
Dataset const replay{group + "/replay", "days of mean volume", "replay"};
Dataset const weight{group + "/weight", "1", "draw, side, leverage"};
Dataset const volume_days{group + "/volume_days", "days of mean volume", "draw, side"};
Dataset const interest{group + "/open_interest", "USD",
                       "replay, side, venue, entry_price, leverage"};

/// Coordinates of the group, where it has them, are those of the positions.
void check_coordinates(storage::Reader const& file, Market const& market) {
    std::vector<std::string> venues;
    for (auto const& venue : market.venues) venues.push_back(venue.name);
    if (file.has(group + "/side"))
        require_names(file, {group + "/side", "", "side"}, {"long", "short"});
    if (file.has(group + "/venue")) require_names(file, {group + "/venue", "", "venue"}, venues);
    for (auto const& [name, values] :
         {std::pair{"/entry_price", &market.entry_price}, {"/leverage", &market.leverage}})
        require(!file.has(group + name) || file.numbers(group + name).values == *values,
                file.place(group + name) + ": is not that of /positions" + name);
}

}  // namespace

void read_draws(storage::Reader const& file, Market& market) {
    if (!file.has(group)) return;
    check_coordinates(file, market);
    BookDraws draws;
    draws.replay = read_ascending(file, replay);
    require_range(file, replay, draws.replay, {draws.replay.size()}, positive());

    // The number of draws is that of the first dataset; the second has to agree.
    require(file.has(weight.name), file.place(weight.name) + ": is missing (" + weight.axes + ")");
    auto const found = in_order(file, weight, file.numbers(weight.name));
    std::size_t const n_levers = market.leverage.size();
    std::size_t const n_draws = found.shape.empty() ? 0 : found.shape.front();
    std::vector<std::size_t> const by_draw{n_draws, n_sides, n_levers};
    draws.weight = read_shaped(file, weight, by_draw);
    require_range(file, weight, draws.weight, by_draw, not_negative());

    std::vector<std::size_t> const of_side{n_draws, n_sides};
    draws.volume_days = read_shaped(file, volume_days, of_side);
    for (std::size_t i = 0; i < draws.volume_days.size(); ++i)
        if (!std::ranges::binary_search(draws.replay, draws.volume_days[i]))
            refuse_element(file, volume_days, of_side, i, draws.volume_days[i],
                           "is none of " + replay.name);

    std::vector<std::size_t> const cells{draws.replay.size(), n_sides, market.venues.size(),
                                         market.entry_price.size(), n_levers};
    draws.open_interest = read_shaped(file, interest, cells);
    require_range(file, interest, draws.open_interest, cells, not_negative());
    market.draws = std::move(draws);
}

}  // namespace liq::market
