#include "host/building/known_fuel.hpp"

#include <cmath>
#include <set>

#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::building {
namespace {

double price_of(std::int64_t step) {
    return std::exp(static_cast<double>(step) * liquidation_spacing);
}

/// Adds what one side holds at a venue.
void add_side(AccountSide const* held, Side side, std::set<std::int64_t> const& steps,
              market::KnownFuel& known) {
    known.not_liquidatable.push_back(held == nullptr ? 0.0 : held->not_liquidatable);
    for (auto const step : steps) {
        AccountSide::Fuel fuel;
        if (held != nullptr)
            if (auto const found = held->at.find(step); found != held->at.end())
                fuel = found->second;
        double const gap = fuel.usd > 0 ? fuel.usd_gap / fuel.usd : 0.0;
        known.notional.push_back(fuel.usd);
        known.bankruptcy_price.push_back(price_of(step) *
                                         std::exp(side == Side::long_side ? -gap : gap));
    }
}

void check_method(Recipe const& recipe, std::vector<std::optional<AccountsAt>> const& accounts) {
    if (recipe.positions.method != Method::accounts) return;
    for (std::size_t v = 0; v < accounts.size(); ++v)
        if (!accounts[v])
            refuse(recipe.path.string() + ": the venue " + words::printable(recipe.venues[v].name) +
                   " has no positions, and positions.method = \"accounts\" estimates none. State "
                   "venue.positions, or a method that estimates those of the venues without "
                   "accounts: replay, mixture");
}

}  // namespace

std::optional<market::KnownFuel> known_fuel(Recipe const& recipe,
                                            std::vector<std::optional<AccountsAt>> const& accounts,
                                            std::vector<OpenAt> const& open) {
    check_method(recipe, accounts);
    std::set<std::int64_t> steps;
    double held = 0, all = 0;
    bool any = false;
    for (std::size_t v = 0; v < accounts.size(); ++v) {
        all += open[v].usd;
        if (!accounts[v]) continue;
        any = true;
        held += accounts[v]->usd();
        for (auto const& side : accounts[v]->sides)
            for (auto const& [step, fuel] : side.at) steps.insert(step);
    }
    if (!any) return std::nullopt;
    // An axis has at least one price, also where no position is liquidatable.
    if (steps.empty()) steps.insert(0);
    market::KnownFuel known;
    known.coverage = held / all;
    for (auto const step : steps) known.price.push_back(price_of(step));
    for (Side const side : {Side::long_side, Side::short_side})
        for (auto const& at : accounts)
            add_side(at ? &at->sides[static_cast<std::size_t>(side)] : nullptr, side, steps, known);
    return known;
}

}  // namespace liq::building
