/// \file
/// The desk's own positions, along the axes `position`, `view` (which account of it) and `moment`.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/report/layout_columns.hpp"

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

/// Losses have names of their own; the rest says that it is of the profit.
inline std::string profit_name(findings::StatisticDescription const& statistic) {
    using enum findings::StatisticDescription::Kind;
    bool const is_loss = statistic.kind == value_at_risk || statistic.kind == mean_loss;
    return (is_loss ? "" : "profit_") + std::string(statistic.name);
}

template <class Form>
void profits(Form& form, std::vector<findings::SubjectFinding>& subjects) {
    std::vector<std::string> views{"with_cascade", "without_cascade", "not_deleveraged"};
    std::vector<std::string> moments{"horizon", "worst"};
    form.scale("view", views,
               {"", "account: not_deleveraged is with the cascade, and spared auto-deleveraging"});
    form.scale("moment", moments, {"", "at the horizon; at the visit where the profit is least"});
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

template <class Form>
void fates(Form& form, std::vector<findings::SubjectFinding>& subjects, std::vector<double>& time,
           std::size_t priced, std::string const& suffix, std::string const& words) {
    auto const put = [&](std::string const& name, char const* unit, auto member, char const* what) {
        column<double>(
            form, name + suffix, "position", subjects,
            [&](findings::SubjectFinding& s) -> double& { return member(s.fate[priced]); },
            {unit, what + words});
    };
    column<std::uint64_t>(
        form, "liquidated_hits" + suffix, "position", subjects,
        [&](findings::SubjectFinding& s) -> std::uint64_t& {
            return s.fate[priced].liquidated.hits;
        },
        {"1", "paths with a liquidation; of a total, of any of its positions" + words});
    column<std::uint64_t>(form, "liquidated_trials" + suffix, "position", subjects,
                          [&](findings::SubjectFinding& s) -> std::uint64_t& {
                              return s.fate[priced].liquidated.trials;
                          },
                          {"1", "paths" + words});
    put(
        "liquidated", "1",
        [](findings::FateFinding& f) -> double& { return f.liquidated.probability; },
        "probability of liquidation");
    put(
        "liquidated_standard_error", "1",
        [](findings::FateFinding& f) -> double& { return f.liquidated.standard_error; },
        "standard error");
    put(
        "liquidated_low", "1", [](findings::FateFinding& f) -> double& { return f.liquidated.low; },
        "low end of the 95 % interval");
    put(
        "liquidated_high", "1",
        [](findings::FateFinding& f) -> double& { return f.liquidated.high; },
        "high end of the 95 % interval");
    put(
        "liquidated_mean_time", "d",
        [](findings::FateFinding& f) -> double& { return f.mean_days; },
        "mean time to liquidation over the paths that had it");
    put(
        "stopped", "1", [](findings::FateFinding& f) -> double& { return f.stopped; },
        "probability that the stop closes it");
    put(
        "stopped_mean_time", "d",
        [](findings::FateFinding& f) -> double& { return f.stopped_mean_days; },
        "mean time to the stop over the paths that had it");
    curves(
        form, "liquidated_by" + suffix, "position", time.size(), subjects,
        [&](findings::SubjectFinding& s) -> std::vector<double>& { return s.fate[priced].by_time; },
        {"1", "probability of liquidation by then" + words});
}

template <class Form>
void terms(Form& form, std::vector<findings::SubjectFinding>& subjects) {
    auto const text = [&](char const* name, std::string findings::SubjectFinding::* part,
                          char const* what) {
        column<std::string>(form, name, "position", subjects,
                            [part](findings::SubjectFinding& s) -> std::string& { return s.*part; },
                            {"", what});
    };
    auto const usd = [&](char const* name, double findings::SubjectFinding::* part,
                         char const* what) {
        column<double>(form, name, "position", subjects,
                       [part](findings::SubjectFinding& s) -> double& { return s.*part; },
                       {"USD", what});
    };
    text("name", &findings::SubjectFinding::name, "of the position; total");
    text("what_if", &findings::SubjectFinding::what_if,
         "what is changed at the start; empty: nothing");
    text("side", &findings::SubjectFinding::side, "long or short; empty: a total");
    text("venue", &findings::SubjectFinding::venue, "whose margin tiers apply; empty: a total");
    usd("notional", &findings::SubjectFinding::notional, "size at entry; of a total, gross");
    usd("net", &findings::SubjectFinding::net, "longs less shorts");
    usd("entry", &findings::SubjectFinding::entry, "price at which it was opened");
    usd("margin", &findings::SubjectFinding::margin, "isolated margin");
    usd("profit_now", &findings::SubjectFinding::profit_now, "unrealised profit at the start");
    usd("liquidation_price", &findings::SubjectFinding::liquidation_price,
        "NaN: it is never liquidated");
    usd("stop", &findings::SubjectFinding::stop, "NaN: it has none");
}

/// The totals stand behind the positions.
template <class Form>
void portfolio(Form& form, findings::PortfolioFinding& portfolio, std::vector<double>& time,
               std::string const& since) {
    std::vector<findings::SubjectFinding> all = portfolio.positions;
    all.insert(all.end(), portfolio.totals.begin(), portfolio.totals.end());
    std::vector<std::string> labels;
    for (auto const& s : all) labels.push_back(s.what_if.empty() ? s.name : s.name + "/what_if");
    form.scale("position", labels, {"", "a position, its what-if behind it; then totals"});
    all.resize(labels.size());
    form.scale("time", time, {since, "time since the snapshot, end of the step"});
    form.note("time", "calendar", "proleptic_gregorian");
    form.note("time", "standard_name", "time");
    terms(form, all);
    fates(form, all, time, 0, "", "");
    fates(form, all, time, 1, "_without_cascade", ", without the cascade");
    auto const share = [&](char const* name, double findings::SubjectFinding::* part,
                           char const* what) {
        column<double>(form, name, "position", all,
                       [part](findings::SubjectFinding& s) -> double& { return s.*part; },
                       {"1", what});
    };
    share("liquidation_effect", &findings::SubjectFinding::liquidation_effect,
          "probability of liquidation with the cascade less that without, on the same paths");
    share("liquidation_effect_standard_error",
          &findings::SubjectFinding::liquidation_effect_standard_error,
          "standard error of the paired difference");
    share("deleveraged", &findings::SubjectFinding::deleveraged,
          "probability that auto-deleveraging closes a part of it; NaN for totals");
    share("deleveraged_share", &findings::SubjectFinding::deleveraged_share,
          "share of the notional that auto-deleveraging closes, expected");
    profits(form, all);
    if constexpr (Form::reading) {
        portfolio = {};
        for (auto& s : all)
            (s.side.empty() ? portfolio.totals : portfolio.positions).push_back(std::move(s));
    }
}

}  // namespace liq::report::layout
