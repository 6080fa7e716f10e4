#include "host/report/book_text.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "host/planning/market_figures.hpp"
#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"
#include "host/words/table.hpp"

namespace liq::report {
namespace {

/// The fuel of a side whose liquidation price is at most this far from spot, a share of it [USD].
double fuel_within(findings::RunFindings const& f, double share, bool is_long) {
    double sum = 0;
    for (std::size_t i = 0; i < f.ladder.price.size(); ++i) {
        double const move = f.ladder.price[i] / f.spot - 1;
        if ((is_long ? -move : move) > 0 && std::abs(move) <= share) sum += f.ladder.fuel[i];
    }
    return sum;
}

void book_table(words::TextPage& page, findings::RunFindings const& f) {
    page.line();
    words::Table table;
    table.head({"BOOK at the start, at liquidation prices", "longs", "shorts"});
    using Side = findings::BookSideFinding;
    std::vector<double> amounts;
    for (auto const part :
         {&Side::fuel, &Side::off_grid, &Side::wrong_side, &Side::not_liquidatable, &Side::never})
        amounts.insert(amounts.end(), {f.book[0].*part, f.book[1].*part});
    words::MoneyUnit const unit = words::money_unit(amounts);
    auto const row = [&](char const* label, double Side::* part) {
        table.row({label, words::money_in(f.book[0].*part, unit),
                   words::money_in(f.book[1].*part, unit)});
    };
    row("  liquidatable on the grid", &Side::fuel);
    for (double const share : {0.1, 0.2})
        if (!f.ladder.fuel.empty())
            table.row({"    within " + words::percent(share, 0) + " of spot",
                       words::money_in(fuel_within(f, share, true), unit),
                       words::money_in(fuel_within(f, share, false), unit)});
    row("  off the grid (too far)", &Side::off_grid);
    row("  already beyond liquidation", &Side::wrong_side);
    row("  hedged or cleared elsewhere", &Side::not_liquidatable);
    row("  never liquidated", &Side::never);
    page.table(table);
    auto const part = [&](std::size_t side) {
        double const all = planning::interest_of(f.book[side]);
        return words::percent(all > 0 ? f.book[side].fuel / all : 0.0, 1);
    };
    page.paragraph(
        "  ",
        part(0) + " of the longs and " + part(1) +
            " of the shorts can take part in cascades, those on the grid; of them only what paths "
            "reach within the horizon does.");
}

/// The flows of a living book, one line for each side.
void book_flows(words::TextPage& page, findings::RunFindings const& f) {
    if (!f.flows) return;
    for (std::size_t side = 0; side < f.flows->size(); ++side) {
        findings::FlowsFinding const& flow = (*f.flows)[side];
        words::MoneyUnit const unit =
            words::money_unit({flow.initial, flow.opened, flow.closed, flow.liquidated,
                               flow.deleveraged, flow.alive});
        auto const money = [&](double usd) { return words::money_in(usd, unit); };
        page.paragraph(side == 0 ? "  longs, mean per path: " : "  shorts, mean per path: ",
                       money(flow.initial) + " at the start, " + money(flow.opened) + " opened; " +
                           money(flow.closed) + " closed, " + money(flow.liquidated) +
                           " liquidated, " + money(flow.deleveraged) + " deleveraged, " +
                           money(flow.alive) + " alive at the horizon");
    }
}

/// How long the positions of a living book are held.
void book_classes(words::TextPage& page, findings::RunFindings const& f) {
    std::string text;
    for (findings::ClassFinding const& one : f.classes) {
        text += (text.empty() ? "" : "; ") + words::plain(one.lowest_leverage) + "x";
        if (one.highest_leverage > one.lowest_leverage)
            text += " to " + words::plain(one.highest_leverage) + "x";
        text += std::isinf(one.turnover) ? std::string(" never close by themselves")
                                         : " in " + words::duration(one.turnover);
    }
    if (!text.empty()) page.paragraph("  positions turn over: ", text);
}

}  // namespace

void book_section(words::TextPage& page, findings::RunFindings const& f) {
    book_table(page, f);
    book_flows(page, f);
    book_classes(page, f);
}

}  // namespace liq::report
