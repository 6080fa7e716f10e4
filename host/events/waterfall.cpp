#include "host/events/waterfall.hpp"

#include "host/events/tables.hpp"

namespace liq::events {

void Waterfall::add_tables(OutcomeIndices<Waterfall> outcome, Tables& tables) const {
    tables.plan.fund_emptied = outcome["fund_emptied"];
}

std::string Waterfall::in_words(OutcomeOf<Waterfall> /*outcome*/, Duration horizon) const {
    return "sees liquidations empty the insurance fund" + within({}, horizon);
}

ClosedForms<Waterfall> Waterfall::closed_forms(Law const& /*law*/) const {
    return ClosedForms<Waterfall>("it never happens without the cascade");
}

}  // namespace liq::events
