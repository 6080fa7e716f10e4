#include "host/report/margin_text.hpp"

#include <string>
#include <vector>

#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"

namespace liq::report {

void margin_section(words::TextPage& page, market::Market const& market) {
    std::vector<double> funds;
    for (auto const& venue : market.venues) funds.push_back(venue.insurance_fund.value_or(0.0));
    words::MoneyUnit const unit_of_funds = words::money_unit(funds);
    words::Table table(words::Table::Columns::narrow);
    table.head({"  venue", "tiers", "first rate", "first cap", "last rate", "last cap",
                "insurance fund [USD]"});
    auto const cap = [](double size, std::string const& unit) {
        return words::Cell(words::plain(size) + unit,
                           words::count_at_a_glance(size) + (unit == " USD" ? "" : unit));
    };
    for (auto const& venue : market.venues) {
        std::string const unit = venue.caps_in_usd() ? " USD" : " " + market.asset;
        auto const& first = venue.tiers.front();
        auto const& last = venue.tiers.back();
        table.row(
            {"  " + venue.name,
             std::to_string(venue.tiers.size()) + (venue.shape == TierShape::flat ? " flat" : ""),
             words::percent(first.rate, 2), cap(first.cap, unit), words::percent(last.rate, 2),
             cap(last.cap, unit),
             venue.insurance_fund
                 ? words::Cell(words::dollars(*venue.insurance_fund),
                               words::money_in(*venue.insurance_fund, unit_of_funds))
                 : words::Cell("no limit")});
    }
    page.line();
    page.line("Maintenance margin");
    page.table(table);
}

}  // namespace liq::report
