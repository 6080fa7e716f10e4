#include "host/report/quantity_text.hpp"

#include <cmath>

#include "host/words/numbers.hpp"

namespace liq::report {
namespace {

using QuantityKind = findings::QuantityDescription::Kind;
using Statistic = findings::PlaceIn<findings::statistics>;

/// The values of all quantities of this kind that texts show, with and without the cascade.
std::vector<double> shown_values(findings::RunFindings const& run, QuantityKind kind) {
    std::vector<double> values;
    for (std::size_t q = 0; q < findings::quantities.size(); ++q) {
        auto const& quantity = findings::quantities[q];
        auto const& found = run.distributions.all[q];
        if (!found || !quantity.in_text || quantity.kind != kind) continue;
        bool const low = quantity.worst_is_low();
        for (Statistic const statistic :
             {Statistic("mean"), low ? Statistic("p05") : Statistic("p95"),
              low ? Statistic("p01") : Statistic("p99"), Statistic("es99")}) {
            values.push_back(found->statistics[statistic]);
            if (found->statistics_without_cascade)
                values.push_back((*found->statistics_without_cascade)[statistic]);
        }
    }
    return values;
}

}  // namespace

std::string quantity_label(findings::QuantityDescription const& quantity) {
    return std::string(quantity.label) + (quantity.kind == QuantityKind::distance ? " (log)" : "");
}

std::string quantity_value(findings::QuantityDescription const& quantity, double value) {
    if (quantity.kind == QuantityKind::fraction) return words::percent(value, 1);
    if (quantity.kind == QuantityKind::distance) return words::log_distance(value);
    return quantity.kind == QuantityKind::price ? words::price(value) : words::money(value);
}

QuantityTable::QuantityTable(findings::RunFindings const& run)
    : unit_(words::money_unit(shown_values(run, QuantityKind::amount))),
      price_decimals_(words::price_decimals(shown_values(run, QuantityKind::price))) {}

std::string QuantityTable::text(findings::QuantityDescription const& quantity, double value) const {
    if (quantity.kind == QuantityKind::amount) return words::money_in(value, unit_);
    if (quantity.kind == QuantityKind::price) return words::price_in(value, price_decimals_);
    return quantity_value(quantity, value);
}

std::string log_distance_in_words(double distance) {
    constexpr double tenfold = 2.3;  // percentages of more cannot be read
    std::string const text = words::log_distance(distance) + " is ";
    if (distance > tenfold) return text + "a factor of " + words::significant(std::exp(distance));
    return text + words::percent(-std::expm1(-distance), 1) + " down or " +
           words::percent(std::expm1(distance), 1) + " up";
}

}  // namespace liq::report
