#include "host/planning/book_warnings.hpp"
#include "host/planning/market_figures.hpp"
#include "host/words/numbers.hpp"

#include <array>
#include <cstddef>

namespace liq::planning {
namespace {

constexpr std::array<char const*, n_sides> side_names{"long", "short"};

}  // namespace

std::vector<std::string> book_warnings(market::Market const& market, Book const& book) {
    std::string const where = market.path.filename().string() +
                              (market.known ? ": /positions: " : ": /positions/open_interest: ");
    std::vector<std::string> warnings;
    double total = 0;
    for (std::size_t side = 0; side < n_sides; ++side) {
        auto const& account = book.accounts[side];
        double const all = interest_of(account);
        total += all;
        if (account.wrong_side <= 0) continue;
        warnings.push_back(where + words::dollars(account.wrong_side) + " USD (" +
                           words::percent(account.wrong_side / all) + ") of " + side_names[side] +
                           " positions are already beyond their liquidation price at spot; they "
                           "do not take part in a cascade");
    }
    if (total <= 0) warnings.push_back(where + "there are no positions, so there is no cascade");
    return warnings;
}

std::vector<std::string> market_warnings(market::Market const& market) {
    std::vector<std::string> warnings = market.warnings;
    for (auto& warning : book_warnings(market, book_of_positions(market, {.spot = market.spot})))
        warnings.push_back(std::move(warning));
    return warnings;
}

}  // namespace liq::planning
