#include "host/report/portfolio_table.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "host/report/words.hpp"
#include "host/words/printable.hpp"

namespace liq::report {
namespace {

using Look = TextPage::Look;

std::string probability_text(double share) {
    return std::isfinite(share) ? percent(share, 2) : "";
}

/// A profit with its sign.
std::string profit_text(double usd) {
    if (!std::isfinite(usd)) return money(usd);
    return (usd < 0 ? "-" : "+") + money(std::abs(usd));
}
/// A loss; what the worst paths gain is a loss below 0.
std::string loss_text(double usd) {
    if (!std::isfinite(usd) || usd >= 0) return money(usd);
    return "-" + money(-usd);
}

void account(TextPage& page, std::string const& label, double liquidated,
             findings::SubjectFinding const& s, std::size_t view, Look look = Look::plain) {
    findings::ProfitStatistics const& end = s.profit[view][0];
    page.row(label,
             {probability_text(liquidated), profit_text(end["mean"]), loss_text(end["var99"]),
              loss_text(end["es99"]), loss_text(s.profit[view][1]["es99"])},
             look);
}

std::string title(findings::SubjectFinding const& s) {
    if (s.side.empty()) {
        return "all positions: " + money(s.notional) + " gross, " + profit_text(s.net) +
               " net, margin " + money(s.margin);
    }
    std::string text = words::printable(s.name) + ": " + s.side + " " + money(s.notional) + " at " +
                       price_text(s.entry) + " on " + words::printable(s.venue) + ", margin " +
                       money(s.margin);
    text += std::isfinite(s.liquidation_price)
                ? ", liquidated at " + price_text(s.liquidation_price)
                : ", never liquidated";
    return text;
}

void subject(TextPage& page, findings::SubjectFinding const& s) {
    bool const changed = !s.what_if.empty();
    if (changed)
        page.line("    what if " + words::printable(s.what_if) + ":");
    else
        page.paragraph("  ", title(s), Look::strong);
    account(page, "      with the cascade", s.fate[0].liquidated.probability, s, 0);
    account(page, "      without the cascade", s.fate[1].liquidated.probability, s, 1);
    bool const deleveraged = s.deleveraged_share > 0;
    if (deleveraged) account(page, "      if not deleveraged", findings::not_known, s, 2);
    std::string notes;
    auto const note = [&](std::string const& text) { notes += (notes.empty() ? "" : "; ") + text; };
    if (changed && std::isfinite(s.liquidation_price))
        note("liquidation price " + price_text(s.liquidation_price));
    if (s.fate[0].mean_days == 0)
        note("liquidated before the start");
    else if (std::isfinite(s.fate[0].mean_days))
        note("liquidated after " + time_text(s.fate[0].mean_days * seconds_per_day) +
             " on average");
    if (std::isfinite(s.stop)) note("stopped on " + percent(s.fate[0].stopped) + " of the paths");
    if (deleveraged) note(percent(s.deleveraged_share) + " of it auto-deleveraged on average");
    if (!notes.empty()) page.paragraph("      ", notes);
}

}  // namespace

void portfolio_table(TextPage& page, findings::RunFindings const& f) {
    if (!f.portfolio) return;
    page.line();
    page.row("THE DESK'S POSITIONS", {"liquidated", "mean", "VaR99", "ES99", "worst"},
             Look::strong);
    for (auto const& s : f.portfolio->positions) subject(page, s);
    for (auto const& s : f.portfolio->totals) subject(page, s);
    page.paragraph(
        "  ",
        "Profit since the start, at the horizon; VaR99 and ES99: loss not exceeded on 99 "
        "% of the paths, mean loss of the worst 1 %; worst: ES99 at the worst moment. Of "
        "all positions, liquidated is at least one.");
}

}  // namespace liq::report
