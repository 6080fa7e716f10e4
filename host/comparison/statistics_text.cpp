#include "host/comparison/statistics_text.hpp"

#include <cmath>

#include "host/words/counts.hpp"
#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"

namespace liq::comparison {
namespace {

using Kind = findings::QuantityDescription::Kind;

std::string value_text(Kind kind, double value, words::MoneyUnit unit) {
    if (kind == Kind::price) return words::price(value);
    if (kind == Kind::distance) return words::log_distance(value);
    return kind == Kind::amount ? words::money_in(value, unit) : words::percent(value);
}

std::string change_text(Kind kind, StatisticChange const& change, words::MoneyUnit unit,
                        std::string const& plus_minus) {
    double const difference = change.difference();
    if (!std::isfinite(difference)) return words::unknown;
    std::string text = kind == Kind::price
                           ? (difference < 0 ? "-" : "+") + words::price(std::abs(difference))
                       : kind == Kind::amount   ? words::profit_in(difference, unit)
                       : kind == Kind::distance ? words::signed_plain(difference, 4)
                                                : words::points(difference);
    if (!std::isfinite(change.standard_error)) return text;
    std::string const error = kind == Kind::fraction
                                  ? words::points(change.standard_error).substr(1)
                                  : value_text(kind, change.standard_error, unit);
    return text + plus_minus + error;
}

}  // namespace

void statistics_section(words::TextPage& page, RunComparison const& pair) {
    std::vector<double> amounts;
    std::size_t same = 0;
    for (StatisticChange const& change : pair.statistics) {
        if (change.difference() == 0) ++same;
        if (findings::quantities[change.quantity].kind != Kind::amount) continue;
        amounts.insert(amounts.end(), {change.before, change.after});
    }
    if (pair.statistics.empty()) return;
    words::MoneyUnit const unit = words::money_unit(amounts);
    words::Table table(words::Table::Columns::narrow);
    table.head({"STATISTICS AND TAILS", "OLD", "NEW", "change"});
    for (StatisticChange const& change : pair.statistics) {
        auto const& quantity = findings::quantities[change.quantity];
        if (change.difference() == 0 || !quantity.in_text) continue;
        std::string const whole = change_text(quantity.kind, change, unit, page.plus_minus());
        table.row({"  " + change.metric(),
                   value_text(quantity.kind, change.before, unit),
                   value_text(quantity.kind, change.after, unit),
                   {whole, whole.substr(0, whole.find(page.plus_minus()))}});
    }
    page.line();
    page.table(table);
    page.paragraph("  ", words::counted(same, "statistic is", "statistics are") +
                             " the same in both reports. --csv statistics has all " +
                             std::to_string(pair.statistics.size()) + ".");
}

}  // namespace liq::comparison
