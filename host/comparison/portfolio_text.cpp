#include "host/comparison/portfolio_text.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "host/words/numbers.hpp"

namespace liq::comparison {
namespace {

using words::Look;
using words::Table;
using words::TextPage;

/// How a number of the desk's positions is written: money, or a probability.
struct NumberUnit {
    bool is_money = false;

    [[nodiscard]] std::string value(double number) const {
        if (!std::isfinite(number)) return words::unknown;
        if (!is_money) return words::percent(number);
        return number < 0 ? "-" + words::money(-number) : words::money(number);
    }
    [[nodiscard]] std::string change(double number) const {
        if (!std::isfinite(number)) return "-";
        return is_money ? words::profit(number) : words::points(number);
    }
    [[nodiscard]] std::string size(double number) const {
        if (!std::isfinite(number)) return "-";
        return is_money ? words::money(number) : words::points(number).substr(1);
    }
};

std::string p_text(double p) {
    if (!std::isfinite(p)) return "-";
    return p < 1e-4 ? "< 0.0001" : words::plain(p, 4);
}

}  // namespace

void portfolio_section(TextPage& page, RunComparison const& pair, double significance) {
    if (pair.portfolio.empty()) return;
    page.line();
    Table table;
    table.head({"THE DESK'S POSITIONS", "OLD", "NEW", "change", "standard error", "p"});
    for (NumberChange const& change : pair.portfolio) {
        NumberUnit const unit{change.unit == "USD"};
        table.row({"  " + change.metric, unit.value(change.before.value),
                   unit.value(change.after.value), unit.change(change.difference),
                   unit.size(change.standard_error), p_text(change.p_value)},
                  change.p_value < significance ? Look::strong : Look::plain);
    }
    page.table(table);
}

void add_attributed_number(Table& table, OutcomeAttribution const& number) {
    NumberUnit const unit{number.outcome != "liquidated"};
    table.note("  ",
               number.event + "." + number.outcome + ": " + unit.value(number.before) + " -> " +
                   unit.value(number.after),
               Look::strong);
    auto const row = [&](std::string label, std::vector<words::Cell> cells, Effect const& effect) {
        std::ranges::replace(label, '_', ' ');
        cells.insert(cells.begin(), "    " + label);
        cells.emplace_back(unit.change(effect.value));
        cells.emplace_back(unit.size(effect.standard_error));
        table.row(std::move(cells));
    };
    for (auto const& part : number.contributions)
        row(name_of(part.group), {unit.change(part.first.value), unit.change(part.last.value)},
            part.mean);
    row("interaction", {"", ""}, number.interaction);
    row("all together", {"", ""}, number.total);
}

}  // namespace liq::comparison
