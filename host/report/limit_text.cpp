#include "host/report/limit_text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "host/findings/quantities.hpp"
#include "host/results/limits.hpp"
#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"

namespace liq::report {
namespace {

using words::Look;

Look look_of(std::string const& state) {
    if (state == results::limit_ok) return Look::good;
    return state == results::limit_breach ? Look::alarm : Look::warning;
}

using QuantityKind = findings::QuantityDescription::Kind;

bool is_of(findings::LimitFinding const& limit, QuantityKind kind) {
    auto const known = findings::statistic_of_quantity(limit.metric);
    return known.quantity != nullptr && known.quantity->kind == kind;
}

bool is_amount(findings::LimitFinding const& limit) {
    return limit.unit == "USD" && !is_of(limit, QuantityKind::price);
}

}  // namespace

std::string limit_value(findings::LimitFinding const& limit, double value) {
    if (!std::isfinite(value)) return words::unknown;
    if (is_of(limit, QuantityKind::price)) return words::price(value);
    if (is_of(limit, QuantityKind::distance)) return words::log_distance(value);
    return is_amount(limit) ? words::money(value) : words::percent(value);
}

std::string limit_interval(findings::LimitFinding const& limit) {
    bool const low = std::isfinite(limit.low), high = std::isfinite(limit.high);
    if (low && high) return limit_value(limit, limit.low) + " to " + limit_value(limit, limit.high);
    if (low) return "from " + limit_value(limit, limit.low);
    return high ? "up to " + limit_value(limit, limit.high) : words::unknown;
}

namespace {

/// Why the state of a limit is uncertain.
std::string why_uncertain(findings::LimitFinding const& limit) {
    if (!std::isfinite(limit.value))
        return "the value is not known, so neither is the state; more paths may decide it";
    std::string const interval = limit_interval(limit);
    if (interval == words::unknown)
        return "the 95 % interval of the value is not known with so few paths, so neither is the "
               "state; more paths may decide it";
    return "the 95 % interval, " + interval +
           ", contains the limit that decides the state; more paths may decide it";
}

}  // namespace

void limits_section(words::TextPage& page, findings::RunFindings const& run) {
    if (run.limits.empty()) return;
    page.line();
    std::vector<double> amounts;
    for (auto const& limit : run.limits)
        if (is_amount(limit))
            amounts.insert(amounts.end(),
                           {limit.value, limit.warn, limit.max, limit.warn_below, limit.min});
    words::MoneyUnit const unit = words::money_unit(amounts);
    words::Table table;
    bool const any_lower = std::ranges::any_of(run.limits, [](findings::LimitFinding const& limit) {
        return !std::isnan(limit.warn_below) || !std::isnan(limit.min);
    });
    std::vector<std::string> head{"LIMITS", "value", "warn above", "max", "state"};
    if (any_lower) head.insert(head.end() - 1, {"warn below", "min"});
    table.head(head);
    for (auto const& limit : run.limits) {
        auto const bound = [&](double value) {
            return std::isnan(value)  ? std::string("-")
                   : is_amount(limit) ? words::money_in(value, unit)
                                      : limit_value(limit, value);
        };
        std::vector<words::Cell> cells{"  " + limit.metric, bound(limit.value), bound(limit.warn),
                                       bound(limit.max)};
        if (any_lower)
            for (double const low : {limit.warn_below, limit.min}) cells.emplace_back(bound(low));
        cells.emplace_back(limit.state);
        table.row(std::move(cells), look_of(limit.state));
        auto const tails = findings::tails_of(limit.metric);
        bool const has_upper = !std::isnan(limit.warn) || !std::isnan(limit.max);
        if (tails.worst == findings::Tail::low && has_upper)
            table.note(
                "    ",
                (tails.of_statistic == findings::Tail::none
                     ? std::string("in no tail")
                     : "in the " + std::string(findings::word_of(tails.of_statistic)) + " tail") +
                    "; low values are worst, but this limit is an upper bound");
        if (limit.state == results::limit_uncertain) table.note("    ", why_uncertain(limit));
    }
    page.table(table);
}

}  // namespace liq::report
