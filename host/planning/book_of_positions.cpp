#include "host/planning/book_of_positions.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <sstream>
#include <string>

#include "host/errors.hpp"
#include "host/planning/market_figures.hpp"
#include "host/planning/typical_position.hpp"
#include "kernels/build_ladder.hpp"
#include "models/margin/liquidation_price.hpp"

namespace liq::planning {
namespace {

FuelTicks ticks_of(double usd) {
    return std::llround(usd * static_cast<double>(ticks_per_usd));
}
double usd_of_ticks(FuelTicks ticks) {
    return static_cast<double>(ticks) / static_cast<double>(ticks_per_usd);
}

/// One side of the book while it is built.
class SideBook {
  public:
    SideBook(Side side, double spot) : sign_(side == Side::long_side ? -1 : 1), spot_(spot) {}

    /// \param gap  log distance from the liquidation to the bankruptcy price, not negative
    void place(double price, FuelTicks fuel, double gap) {
        double const distance = sign_ * std::log(price / spot_);  // positive away from spot
        if (distance <= 0) {
            wrong_side_ += fuel;
            return;
        }
        double const in_levels = distance * grid::points_per_unit;
        if (in_levels > grid::levels) {  // there is no grid point beyond the last one
            off_grid_ += fuel;
            return;
        }
        int const inner = static_cast<int>(std::floor(in_levels));
        FuelTicks const outer_fuel = std::llround(static_cast<double>(fuel) * (in_levels - inner));
        add(std::max(inner, 1), fuel - outer_fuel, gap);  // spot's share goes to the first level
        add(inner + 1, outer_fuel, gap);
    }
    void never(double usd) { never_ += ticks_of(usd); }
    void not_liquidatable(FuelTicks fuel) { not_liquidatable_ += fuel; }

    LadderSide ladder() { return build_ladder_side(std::move(entries_)); }
    [[nodiscard]] findings::BookSideFinding account() const {
        return {usd_of_ticks(on_grid_), usd_of_ticks(off_grid_), usd_of_ticks(wrong_side_),
                usd_of_ticks(not_liquidatable_), usd_of_ticks(never_)};
    }
    [[nodiscard]] FuelTicks all() const {
        return on_grid_ + off_grid_ + wrong_side_ + not_liquidatable_ + never_;
    }

  private:
    void add(int level, FuelTicks fuel, double gap) {
        if (fuel == 0) return;
        if (level > grid::levels) {
            off_grid_ += fuel;
            return;
        }
        on_grid_ += fuel;
        double const weight = static_cast<double>(fuel) * std::min(gap, 1.0) / gap_unit;
        entries_.add(level, fuel, std::llround(weight));
    }

    int sign_;
    double spot_;
    LevelFuel entries_;
    FuelTicks on_grid_ = 0, off_grid_ = 0, wrong_side_ = 0, not_liquidatable_ = 0, never_ = 0;
};

/// One cell of the snapshot's open interest: positions of the same side, venue, entry and leverage.
struct Cell {
    PositionTerms typical;     ///< a position of the size that decides the tier
    double open_interest = 0;  ///< USD
    double share = 1;          ///< share that can be liquidated
};

/// Whether an amount fits into the integers of 1/16 USD.
bool is_countable(double usd) {
    return usd * static_cast<double>(ticks_per_usd) < static_cast<double>(fuel_bins::limit);
}

/// Adds a cell to the book.
/// \returns false where the amounts are more than can be counted
[[nodiscard]] bool place_cell(Cell const& cell, market::Venue const& venue, SideBook& book) {
    if (!is_countable(cell.open_interest)) return false;
    auto const price = liquidation_price(cell.typical, venue.table());
    if (!price) {
        book.never(cell.open_interest);
        return true;
    }
    double const usd = cell.typical.contract == Contract::linear
                           ? cell.open_interest / cell.typical.entry * *price
                           : cell.open_interest;
    if (!is_countable(usd)) return false;
    auto const bankrupt = bankruptcy_price(cell.typical);
    double const gap = bankrupt ? std::abs(std::log(*bankrupt / *price)) : 0.0;
    FuelTicks const fuel = ticks_of(usd);
    FuelTicks const liquidatable = ticks_of(usd * cell.share);
    book.not_liquidatable(fuel - liquidatable);
    book.place(*price, liquidatable, gap);
    return is_countable(usd_of_ticks(book.all()));
}

/// Adds the positions of a side that are known by their liquidation price.
/// \returns false where the amounts are more than can be counted
[[nodiscard]] bool place_known(market::Market const& market, BookTerms const& terms, Side side,
                               SideBook& book) {
    if (!market.known || !terms.known) return true;
    market::KnownFuel const& known = *market.known;
    double const share = terms.liquidatable_share.of(side);
    for (std::size_t v = 0; v < market.venues.size(); ++v) {
        double const never =
            known.not_liquidatable_at(side, v, market.venues.size()) * terms.open_interest_factor;
        if (!is_countable(never)) return false;
        book.never(never);
        std::size_t const first = known.first_of(side, v, market.venues.size());
        for (std::size_t p = 0; p < known.price.size(); ++p) {
            double const usd = known.notional[first + p] * terms.open_interest_factor;
            if (usd <= 0) continue;
            if (!is_countable(usd)) return false;
            FuelTicks const fuel = ticks_of(usd), liquidatable = ticks_of(usd * share);
            book.not_liquidatable(fuel - liquidatable);
            book.place(known.price[p], liquidatable, known_gap(known, first + p));
        }
        if (!is_countable(usd_of_ticks(book.all()))) return false;
    }
    return is_countable(usd_of_ticks(book.all()));
}

[[noreturn]] void refuse_side(market::Market const& market, BookTerms const& terms, Side side) {
    std::ostringstream text;
    text.precision(3);
    double open = 0;
    for (std::size_t v = 0; v < market.venues.size(); ++v) open += market.total_of(side, v);
    text << market.path.string()
         << (market.known ? ": /positions: the " : ": /positions/open_interest: the ")
         << (side == Side::long_side ? "longs" : "shorts") << " are " << open << " USD";
    if (terms.open_interest_factor != 1)
        text << ", times market.open_interest_factor = " << terms.open_interest_factor;
    text << ", which is more than can be counted; accepted: at most 7e13 USD a side, also valued "
            "at the liquidation prices";
    refuse(text.str());
}

void place_side(market::Market const& market, BookTerms const& terms, Side side, SideBook& book) {
    std::vector<std::size_t> const levers = terms.levers_of(market);
    for (std::size_t v = 0; v < market.venues.size(); ++v) {
        double const share =
            market.liquidatable_share_at(side, v) * terms.liquidatable_share.of(side);
        for (std::size_t e = 0; e < market.entry_price.size(); ++e) {
            for (std::size_t const l : levers) {
                double const open_interest =
                    market.open_interest_at(side, v, e, l) * terms.open_interest_factor;
                if (open_interest <= 0) continue;
                double const entry = market.entry_price[e];
                PositionTerms const typical = typical_position(market, side, v, l, entry);
                if (!place_cell({typical, open_interest, share}, market.venues[v], book))
                    refuse_side(market, terms, side);
            }
        }
    }
}

}  // namespace

double known_gap(market::KnownFuel const& known, std::size_t at) {
    double const bankrupt = known.bankruptcy_price[at];
    double const liquidated = known.price[at % known.price.size()];
    return bankrupt > 0 ? std::min(1.0, std::abs(std::log(bankrupt / liquidated))) : 1.0;
}

std::vector<std::size_t> BookTerms::levers_of(market::Market const& market) const {
    if (!levers.empty()) return levers;
    std::vector<std::size_t> all(market.leverage.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

Book book_of_positions(market::Market const& market, BookTerms const& terms) {
    Book book;
    SideBook longs(Side::long_side, terms.spot), shorts(Side::short_side, terms.spot);
    place_side(market, terms, Side::long_side, longs);
    place_side(market, terms, Side::short_side, shorts);
    if (!place_known(market, terms, Side::long_side, longs))
        refuse_side(market, terms, Side::long_side);
    if (!place_known(market, terms, Side::short_side, shorts))
        refuse_side(market, terms, Side::short_side);
    book.accounts = {longs.account(), shorts.account()};
    book.ladder = {longs.ladder(), shorts.ladder()};
    return book;
}

double share_beyond_reach(findings::BookSideFinding const& side) {
    double const total = interest_of(side);
    return total > 0 ? (side.off_grid + side.never) / total : 0.0;
}

FuelWithdrawal withdrawal_of(Plan const& plan, Side side) {
    double const depth = side == Side::long_side ? plan.impact.depth.bid : plan.impact.depth.ask;
    return {plan.withdrawal.sensitivity * plan.cascade.market_fraction / depth,
            plan.withdrawal.floor};
}

std::vector<double> branching_ratio(LadderSide const& side, ExactDepth const& depth,
                                    CascadeParameters const& cascade,
                                    FuelWithdrawal const& withdrawal) {
    std::vector<double> ratio(ladder_entries, 0.0);
    for (std::size_t k = 1; k < ratio.size(); ++k) {
        double const density = usd_of_ticks(side.fuel[k]) / grid::spacing;
        double const fuel = usd_of_ticks(side.fuel_up_to[k]);
        double const left = std::max(withdrawal.floor, std::exp(-withdrawal.per_usd * fuel));
        double const u =
            std::max(grid::spacing, depth.inverse(cascade.market_fraction * fuel / left));
        ratio[k] =
            cascade.mark_pass_through * cascade.market_fraction * density / (left * depth.slope(u));
    }
    return ratio;
}

}  // namespace liq::planning
