#include "host/findings/quantities.hpp"

#include <algorithm>

namespace liq::findings {

std::string stored_name(QuantityDescription const& quantity) {
    std::string name = quantity.name;
    std::ranges::replace(name, '.', '_');
    return name;
}

std::string metric_name(QuantityDescription const& quantity,
                        StatisticDescription const& statistic) {
    return std::string(quantity.name) + "." + statistic.name;
}

TailsOfMetric tails_of(std::string_view metric) {
    StatisticOfQuantity const known = statistic_of_quantity(metric);
    if (known.quantity == nullptr) return {};
    Tail const worst = known.quantity->worst;
    return {tail_of(*known.statistic, worst), worst};
}

StatisticOfQuantity statistic_of_quantity(std::string_view metric) {
    for (std::size_t q = 0; q < quantities.size(); ++q)
        for (std::size_t s = 0; s < statistics.size(); ++s)
            if (statistics[s].is_metric() && metric_name(quantities[q], statistics[s]) == metric)
                return {&quantities[q], &statistics[s], q, s};
    return {};
}

}  // namespace liq::findings
