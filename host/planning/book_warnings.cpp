#include "host/planning/book_warnings.hpp"

#include <array>
#include <cstddef>

#include "host/planning/market_figures.hpp"
#include "host/planning/typical_position.hpp"
#include "host/words/numbers.hpp"

namespace liq::planning {
namespace {

constexpr std::array<char const*, n_sides> side_names{"long", "short"};

Side opposite(Side side) {
    return side == Side::long_side ? Side::short_side : Side::long_side;
}

/// Whether a position is liquidated at spot.
bool is_beyond(Side side, double price, double spot) {
    return side == Side::long_side ? price >= spot : price <= spot;
}

/// The positions of a side that spot would have liquidated if they were of the other side [USD].
double beyond_if_exchanged(market::Market const& market, BookTerms const& terms, Side side) {
    Side const as = opposite(side);
    double usd = 0;
    std::size_t const n_known = market.known ? market.known->notional.size() / n_sides : 0;
    for (std::size_t v = 0; v < market.venues.size(); ++v) {
        double of_venue = 0;
        for (std::size_t e = 0; e < market.entry_price.size(); ++e)
            for (std::size_t l = 0; l < market.leverage.size(); ++l) {
                double const interest = market.open_interest_at(side, v, e, l);
                if (interest <= 0) continue;
                PositionTerms position =
                    typical_position(market, side, v, l, market.entry_price[e]);
                position.side = as;
                auto const price = liquidation_price(position, market.venues[v].table());
                if (price && is_beyond(as, *price, terms.spot)) of_venue += interest;
            }
        usd += of_venue * market.liquidatable_share_at(side, v);
    }
    for (std::size_t i = 0; i < n_known; ++i) {
        std::size_t const n = market.known->price.size();
        std::size_t const at = static_cast<std::size_t>(side) * n_known + i;
        if (is_beyond(as, market.known->price[i % n], terms.spot))
            usd += market.known->notional[at];
    }
    return usd * terms.liquidatable_share.of(side) * terms.open_interest_factor;
}

/// A spot that a scenario asks for says nothing about the snapshot. What is lost of a book by
/// estimation is small on either side.
constexpr double worth_a_question = 1e-4, much_less = 0.1;

/// What to say where the book is plausible with longs and shorts exchanged, and is not as it is.
void ask_for_sides(market::Market const& market, BookTerms const& terms, std::string const& where,
                   double beyond, double total, std::vector<std::string>& warnings) {
    if (terms.spot != market.spot || beyond <= worth_a_question * total) return;
    double const exchanged = beyond_if_exchanged(market, terms, Side::long_side) +
                             beyond_if_exchanged(market, terms, Side::short_side);
    if (exchanged > much_less * beyond) return;
    warnings.push_back(where + "as the sides are named, " + words::dollars(beyond) + " USD (" +
                       words::percent(beyond / total) +
                       ") of all positions are already beyond their liquidation price at spot = " +
                       words::price_in_words(market.spot) + ", with longs and shorts exchanged " +
                       words::dollars(exchanged) + " USD (" + words::percent(exchanged / total) +
                       "). Are the sides exchanged?");
}

}  // namespace

std::vector<std::string> book_warnings(market::Market const& market, Book const& book,
                                       BookTerms const& terms) {
    std::string const where = market.path.filename().string() +
                              (market.known ? ": /positions: " : ": /positions/open_interest: ");
    std::vector<std::string> warnings;
    double total = 0, beyond = 0;
    for (std::size_t side = 0; side < n_sides; ++side) {
        auto const& account = book.accounts[side];
        double const all = interest_of(account);
        total += all;
        beyond += account.wrong_side;
        if (account.wrong_side <= 0) continue;
        warnings.push_back(where + words::dollars(account.wrong_side) + " USD (" +
                           words::percent(account.wrong_side / all) + ") of " + side_names[side] +
                           " positions are already beyond their liquidation price at spot; they "
                           "do not take part in a cascade");
    }
    ask_for_sides(market, terms, where, beyond, total, warnings);
    if (total <= 0) warnings.push_back(where + "there are no positions, so there is no cascade");
    return warnings;
}

std::vector<std::string> market_warnings(market::Market const& market) {
    std::vector<std::string> warnings = market.warnings;
    BookTerms const terms{.spot = market.spot};
    for (auto& warning : book_warnings(market, book_of_positions(market, terms), terms))
        warnings.push_back(std::move(warning));
    return warnings;
}

}  // namespace liq::planning
