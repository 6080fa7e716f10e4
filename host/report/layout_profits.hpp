/// \file
/// Profits of the desk's positions, along the axes `position`, `view` (with or without the cascade,
/// or without auto-deleveraging) and `moment`.
#pragma once

#include <cstddef>
#include <cstdint>
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

/// The 95 % intervals of the statistics; layouts before 1.7 have none.
template <class Form>
void intervals(Form& form, std::vector<findings::SubjectFinding>& subjects) {
    for (std::size_t i = 0; i < findings::profit_statistics.size(); ++i) {
        if (!findings::profit_statistics[i].is_metric()) continue;
        std::string const name = profit_name(findings::profit_statistics[i]);
        for (bool const low : {true, false})
            profit_cube(
                form, name + (low ? "_low" : "_high"), subjects,
                [i, low](findings::SubjectFinding& s, std::size_t v, std::size_t m) -> double& {
                    return (low ? s.profit_low : s.profit_high)[v][m].all[i];
                },
                std::string(low ? "low" : "high") + " end of the 95 % interval of " + name);
    }
}

/// The paths by their profit: the bins of all subjects one after the other.
template <class Form>
void counts(Form& form, std::vector<findings::SubjectFinding>& subjects) {
    std::vector<std::int64_t> bin;
    std::vector<std::uint64_t> subject;
    std::vector<double> lower, upper;
    std::vector<std::uint64_t> count;
    for (std::size_t s = 0; s < subjects.size(); ++s) {
        findings::ProfitCounts const& c = subjects[s].counts;
        for (std::size_t i = 0; i < c.lower.size(); ++i) {
            bin.push_back(static_cast<std::int64_t>(bin.size()));
            subject.push_back(s);
        }
        lower.insert(lower.end(), c.lower.begin(), c.lower.end());
        upper.insert(upper.end(), c.upper.begin(), c.upper.end());
        count.insert(count.end(), c.count.begin(), c.count.end());
    }
    form.scale("profit_bin", bin,
               {"1", "bins with at least one path, of one position after the other"});
    form.variable("profit_bin_position", {"profit_bin"}, subject, {"1", "index along position"});
    form.variable("profit_bin_lower", {"profit_bin"}, lower, {"USD", "lower end of the bin"});
    form.variable(
        "profit_bin_upper", {"profit_bin"}, upper,
        {"USD", "upper end; equal to the lower end where all its paths have this profit"});
    form.variable("profit_bin_paths", {"profit_bin", "view", "moment"}, count,
                  {"1", "paths in the bin"});
    if constexpr (Form::reading) {
        std::size_t const per_bin = findings::n_portfolio_views * findings::n_profit_moments;
        for (std::size_t i = 0; i < bin.size(); ++i) {
            findings::ProfitCounts& c = subjects.at(subject[i]).counts;
            c.lower.push_back(lower[i]);
            c.upper.push_back(upper[i]);
            for (std::size_t k = 0; k < per_bin; ++k) c.count.push_back(count[i * per_bin + k]);
        }
    }
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
    if (form.has("es99_low", true)) {
        intervals(form, subjects);
        counts(form, subjects);
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
