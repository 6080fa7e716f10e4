/// \file
/// The desk's own positions, along the axis `position`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/report/layout_columns.hpp"
#include "host/report/layout_profits.hpp"

namespace liq::report::layout {

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
        {"1", "paths with a liquidation; for a total, of any of its positions" + words});
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
    text("name", &findings::SubjectFinding::name, "name of the position, or total");
    text("what_if", &findings::SubjectFinding::what_if,
         "what is changed at the start; empty: nothing");
    text("side", &findings::SubjectFinding::side, "long or short; empty: a total");
    text("venue", &findings::SubjectFinding::venue,
         "exchange whose margin tiers apply; empty: a total");
    if (form.has("members", true)) {
        column<std::uint64_t>(
            form, "members", "position", subjects,
            [](findings::SubjectFinding& s) -> std::uint64_t& { return s.members; },
            {"1", "positions that are followed as one; of a total: all"});
        column<double>(form, "liquidation_spread", "position", subjects,
                       [](findings::SubjectFinding& s) -> double& { return s.liquidation_spread; },
                       {"1",
                        "largest distance of a member's liquidation price from that of the group, "
                        "in log price"});
    }
    usd("notional", &findings::SubjectFinding::notional,
        "size at entry; for a total the gross size");
    usd("net", &findings::SubjectFinding::net, "longs less shorts");
    usd("entry", &findings::SubjectFinding::entry, "price at which it was opened");
    usd("margin", &findings::SubjectFinding::margin, "isolated margin");
    usd("profit_now", &findings::SubjectFinding::profit_now, "unrealised profit at the start");
    usd("liquidation_price", &findings::SubjectFinding::liquidation_price,
        "liquidation price; NaN: never liquidated");
    usd("stop", &findings::SubjectFinding::stop, "stop price; NaN: it has no stop");
}

/// The portfolio; along the axis `position`, totals follow the positions.
template <class Form>
void portfolio(Form& form, findings::PortfolioFinding& portfolio, std::vector<double>& time,
               std::string const& since) {
    std::vector<findings::SubjectFinding> all = portfolio.positions;
    all.insert(all.end(), portfolio.totals.begin(), portfolio.totals.end());
    std::vector<std::string> labels;
    for (auto const& s : all) labels.push_back(s.what_if.empty() ? s.name : s.name + "/what_if");
    form.scale("position", labels, {"", "a position, followed by its what-if; then totals"});
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
          "expected share of the notional that auto-deleveraging closes");
    profits(form, all);
    if constexpr (Form::reading) {
        portfolio = {};
        for (auto& s : all)
            (s.side.empty() ? portfolio.totals : portfolio.positions).push_back(std::move(s));
    }
}

}  // namespace liq::report::layout
