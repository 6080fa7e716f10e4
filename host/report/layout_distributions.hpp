/// \file
/// The distributions of a run, one group for each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/findings/distributions.hpp"

namespace liq::report::layout {

template <class Form>
void statistics(Form& form, findings::DistributionFinding& d, findings::Statistics& values,
                std::string const& suffix) {
    for (std::size_t i = 0; i < values.all.size(); ++i) {
        findings::StatisticDescription const& statistic = findings::statistics[i];
        std::string const name = statistic.name + suffix;
        if (statistic.since > 0 && !form.has(name, true)) continue;
        std::string const what = findings::meaning_of(statistic, d.worst());
        form.scalar(name, values.all[i],
                    {d.unit, suffix.empty() ? what : what + ", without the cascade"});
    }
}

template <class Form>
void distribution(Form& form, findings::DistributionFinding& d) {
    form.attribute("name", d.name);
    form.attribute("unit", d.unit);
    form.attribute("meaning", d.meaning);
    std::string tail = d.worst_is_low ? "low" : "high";
    form.attribute("worst_tail", tail);
    d.worst_is_low = tail == "low";

    std::vector<std::int64_t> bin(d.lower.size());
    for (std::size_t i = 0; i < bin.size(); ++i) bin[i] = static_cast<std::int64_t>(i);
    form.scale("bin", bin, {"1", "bin with at least one path, ascending"});
    form.variable("lower", {"bin"}, d.lower, {d.unit, "lower end of the bin, inclusive"});
    form.variable("upper", {"bin"}, d.upper, {d.unit, "upper end of the bin, exclusive"});
    form.variable("count", {"bin"}, d.count, {"1", "paths in the bin"});
    statistics(form, d, d.statistics, "");
    if (!form.has("count_without_cascade", d.statistics_without_cascade.has_value())) return;
    if (!d.statistics_without_cascade) d.statistics_without_cascade.emplace();
    form.variable("count_without_cascade", {"bin"}, d.count_without_cascade,
                  {"1", "paths in the bin, without the cascade"});
    statistics(form, d, *d.statistics_without_cascade, "_without_cascade");
}

/// Every quantity, in its own group. A run has some of them only under a condition, and an old
/// report may not have a newer quantity.
template <class Form>
void distributions(Form& form, findings::Distributions& distributions) {
    for (std::size_t i = 0; i < findings::quantities.size(); ++i) {
        findings::QuantityDescription const& quantity = findings::quantities[i];
        std::string const name = findings::stored_name(quantity);
        auto& d = distributions.all[i];
        bool const optional = !quantity.is_always_there() || quantity.since > 0;
        if (optional && !form.has(name, d.has_value())) continue;
        if (!d) d.emplace();
        form.group(name, [&](auto& below) { distribution(below, *d); });
    }
}

}  // namespace liq::report::layout
