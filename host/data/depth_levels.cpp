#include "host/data/depth_levels.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "host/data/checked_rows.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"
#include "host/words/values.hpp"

namespace liq::data {
namespace {

using words::plain_number;

void check_side(std::vector<Resting>& side, char const* name, std::string const& file) {
    require(!side.empty(), file + ": has no " + name + "s");
    std::ranges::sort(side, {}, &Resting::distance);
    for (std::size_t i = 0; i < side.size(); ++i) {
        auto const& [distance, usd, place] = side[i];
        require(std::isfinite(usd) && usd >= 0,
                place + ": notional = " + plain_number(usd) + " must not be negative");
        if (i == 0) continue;
        require(distance > side[i - 1].distance, place + ": the distance " +
                                                     plain_number(distance) +
                                                     " is there twice for " + name + "s");
        require(usd >= side[i - 1].usd, place + ": " + plain_number(usd) + " USD of " + name +
                                            "s within " + plain_number(distance) +
                                            " is less than " + plain_number(side[i - 1].usd) +
                                            " within " + plain_number(side[i - 1].distance) +
                                            "; amounts are those of all levels from the middle on");
    }
}

}  // namespace

void require_first_book(Depth const& depth, std::string const& file) {
    require(depth.bids.empty() && depth.asks.empty() && depth.within.empty(),
            file + ": is a second order book after that of " +
                (depth.files.empty() ? "another file" : depth.files.front()) +
                "; depth is one snapshot");
}

void add_level(std::vector<DepthLevel>& side, double price, double size, std::string const& place) {
    require(std::isfinite(price) && price > 0,
            place + ": price = " + plain_number(price) + " must be positive");
    require(std::isfinite(size) && size >= 0,
            place + ": size = " + plain_number(size) + " must not be negative");
    if (size > 0) side.push_back({price, size});
}

SizeUnit stated_sizes(Reading const& reading, bool inverse, std::string const& file,
                      std::string const& what) {
    Unit const unit = stated_unit(reading, file);
    require(unit != Unit::unknown,
            file + ": does not say what " + what +
                " count: coin, USD or contracts, whose size differs from venue to venue. State "
                "unit = \"coin\", \"usd\" or \"contracts\" (with contract_size) in [depth]");
    require(unit != Unit::contracts || reading.contract_size > 0,
            file + ": " + what +
                " count contracts, and how much a contract is of is not stated. State "
                "contract_size in [depth], in " +
                (inverse ? "USD" : "coin"));
    return {unit, reading.contract_size, inverse};
}

void require_same_unit(Reading const& reading, std::string const& unit, std::string const& file) {
    require(reading.unit.empty() || reading.unit == unit,
            file + ": is in " + unit + ", and the recipe states unit = \"" +
                words::printable(reading.unit.substr(0, 60)) + "\"");
    require(!(reading.contract_size > 0),
            file + ": is in " + unit + "; leave contract_size of [depth] out");
}

void add_pairs(std::vector<DepthLevel>& side, nlohmann::json const& list, JsonPlace const& place,
               SizeUnit const& sizes) {
    require(list.is_array(), place.text() + " is not a list of levels");
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonPlace const at = place.at(i);
        require(list[i].is_array() && list[i].size() >= 2,
                at.text() + " is no pair of a price and a size");
        double const price = number_of(list[i][0], at.at(std::size_t{0}));
        double const size = number_of(list[i][1], at.at(std::size_t{1}));
        add_level(side, price, sizes.coin(size, price), at.text());
    }
}

void finish_book(Depth& depth, std::string const& file) {
    require(!depth.bids.empty(), file + ": has no bids");
    require(!depth.asks.empty(), file + ": has no asks");
    std::ranges::sort(depth.bids, std::greater{}, &DepthLevel::price);
    std::ranges::sort(depth.asks, std::less{}, &DepthLevel::price);
    double const bid = depth.bids.front().price, ask = depth.asks.front().price;
    require(bid < ask, file + ": the best bid " + plain_number(bid) +
                           " is not below the best ask " + plain_number(ask) +
                           ". Are the sides swapped?");
    depth.middle = 0.5 * (bid + ask);
}

std::vector<DepthWithin> joined_sides(std::vector<Resting> bids, std::vector<Resting> asks,
                                      std::string const& file) {
    check_side(bids, "bid", file);
    check_side(asks, "ask", file);
    std::vector<DepthWithin> joined;
    for (std::size_t i = 0; i < std::max(bids.size(), asks.size()); ++i) {
        bool const bid_is_next =
            i < bids.size() && (i >= asks.size() || bids[i].distance <= asks[i].distance);
        Resting const& next = bid_is_next ? bids[i] : asks[i];
        require(i < bids.size() && i < asks.size() && bids[i].distance == asks[i].distance,
                next.place + ": the distance " + plain_number(next.distance) + " is there for " +
                    (bid_is_next ? "bids, and not for asks" : "asks, and not for bids"));
        joined.push_back({bids[i].distance, bids[i].usd, asks[i].usd});
    }
    return joined;
}

}  // namespace liq::data
