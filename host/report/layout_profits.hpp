/// \file
/// Profits of the desk's positions, along the axes `position`, `view` (with or without the cascade,
/// or without auto-deleveraging) and `moment`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/findings/portfolio.hpp"

namespace liq::report::layout {

/// One member of every subject, view and moment.
template <class Form, class Member>
void profit_cube(Form& form, std::string const& name,
                 std::vector<findings::SubjectFinding>& subjects, Member member,
                 std::string const& what) {
    std::vector<double> values;
    auto const each = [&](auto use) {
        for (auto& subject : subjects)
            for (std::size_t view = 0; view < findings::n_portfolio_views; ++view)
                for (std::size_t moment = 0; moment < findings::n_profit_moments; ++moment)
                    use(member(subject, view, moment));
    };
    each([&](double& value) { values.push_back(value); });
    form.variable(name, {"position", "view", "moment"}, values, {"USD", what});
    if constexpr (Form::reading) {
        std::size_t i = 0;
        each([&](double& value) { value = values[i++]; });
    }
}

/// Statistics of losses keep their names; the names of the others begin with `profit_`.
inline std::string profit_name(findings::StatisticDescription const& statistic) {
    using enum findings::StatisticDescription::Kind;
    bool const is_loss = statistic.kind == value_at_risk || statistic.kind == mean_loss;
    return (is_loss ? "" : "profit_") + std::string(statistic.name);
}

template <class Form>
void profits(Form& form, std::vector<findings::SubjectFinding>& subjects) {
    std::vector<std::string> views{"with_cascade", "without_cascade", "not_deleveraged"};
    std::vector<std::string> moments{"horizon", "worst"};
    form.scale(
        "view", views,
        {"", "not_deleveraged: with the cascade, and without auto-deleveraging of the position"});
    form.scale("moment", moments, {"", "at the horizon; at the visit with the smallest profit"});
    for (std::size_t i = 0; i < findings::profit_statistics.size(); ++i) {
        findings::StatisticDescription const& statistic = findings::profit_statistics[i];
        std::string const name = profit_name(statistic);
        if (statistic.since > 0 && !form.has(name, true)) continue;
        profit_cube(
            form, name, subjects,
            [i](findings::SubjectFinding& s, std::size_t view, std::size_t moment) -> double& {
                return s.profit[view][moment].all[i];
            },
            findings::meaning_of(statistic, findings::Tail::low));
    }
    profit_cube(
        form, "mean_effect", subjects,
        [](findings::SubjectFinding& s, std::size_t v, std::size_t m) -> double& {
            return s.mean_effect[v][m];
        },
        "mean profit with the cascade less that of this view, on the same paths");
    profit_cube(
        form, "mean_effect_standard_error", subjects,
        [](findings::SubjectFinding& s, std::size_t v, std::size_t m) -> double& {
            return s.mean_effect_standard_error[v][m];
        },
        "standard error of the paired difference");
}

}  // namespace liq::report::layout
