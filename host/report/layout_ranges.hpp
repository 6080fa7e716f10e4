/// \file
/// The ranges of statistics under draws of estimated inputs, along the axis `statistic`.
#pragma once

#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/report/layout_columns.hpp"

namespace liq::report::layout {

/// The columns of one range.
template <class Form, class Part>
void range_columns(Form& form, std::string const& axis, std::vector<Part>& parts,
                   std::string const& name, std::string const& of, char const* unit,
                   findings::Range Part::* range) {
    auto const put = [&](char const* end, double findings::Range::* member, char const* what) {
        column<double>(form, name + end, axis, parts,
                       [=](Part& part) -> double& { return part.*range.*member; },
                       {unit, what + of});
    };
    put("_sd", &findings::Range::sd, "standard deviation under draws of ");
    put("_low", &findings::Range::low, "low end of the central 90 % under draws of ");
    put("_high", &findings::Range::high, "high end of the central 90 % under draws of ");
    put("_noise", &findings::Range::noise, "standard error of one draw, of draws of ");
}

/// Of the book and of the law of the price.
template <class Form, class Part>
void both_ranges(Form& form, std::string const& axis, std::vector<Part>& parts, char const* unit,
                 findings::Range Part::* book, findings::Range Part::* price) {
    range_columns(form, axis, parts, "book_range", "the book", unit, book);
    range_columns(form, axis, parts, "price_range", "the law of the price", unit, price);
}

template <class Form>
void statistic_ranges(Form& form, std::vector<findings::StatisticRange>& ranges) {
    std::vector<std::string> names;
    for (auto const& one : ranges) names.push_back(one.name);
    form.scale("statistic", names, {"", "quantity.statistic, as in limits"});
    ranges.resize(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) ranges[i].name = names[i];
    both_ranges(form, "statistic", ranges, "", &findings::StatisticRange::book,
                &findings::StatisticRange::price);
}

}  // namespace liq::report::layout
