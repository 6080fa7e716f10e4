#include "host/report/asked_outcomes.hpp"

#include <algorithm>
#include <cstddef>
#include <map>

namespace liq::report {
namespace {

findings::OutcomeFinding const* find_outcome(findings::RunFindings const& f,
                                             std::string const& name) {
    auto const at = std::ranges::find_if(
        f.outcomes, [&](auto const& o) { return o.event + "." + o.outcome == name; });
    return at == f.outcomes.end() ? nullptr : &*at;
}

/// The question of an outcome: that of the base run.
std::string asked(findings::Report const& report, findings::RunFindings const& run,
                  findings::OutcomeFinding const& outcome) {
    findings::RunFindings const* of = &run;
    if (run.base && *run.base < report.runs.size()) of = &report.runs[*run.base].findings;
    auto const* same = find_outcome(*of, outcome.event + "." + outcome.outcome);
    if (same == nullptr) of = &run, same = &outcome;
    return of->asset + " " + same->question + (same->given.empty() ? "" : ", given " + same->given);
}

}  // namespace

std::vector<AskedOutcome> asked_outcomes(findings::Report const& report) {
    std::vector<AskedOutcome> columns;
    std::map<std::string, std::vector<std::size_t>> by_name;
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        findings::RunFindings const& run = report.runs[i].findings;
        for (auto const& outcome : run.outcomes) {
            std::string const name = outcome.event + "." + outcome.outcome;
            std::string const question = asked(report, run, outcome);
            auto& named = by_name[name];
            auto const known = std::ranges::find_if(
                named, [&](std::size_t at) { return columns[at].question == question; });
            std::size_t const at = known == named.end() ? columns.size() : *known;
            if (known == named.end()) {
                named.push_back(at);
                std::string const number =
                    named.size() == 1 ? "" : " (" + std::to_string(named.size()) + ")";
                columns.push_back({name + number, question, false, {}});
                columns.back().of_run.resize(report.runs.size());
            }
            columns[at].of_run[i] = &outcome;
        }
    }
    for (auto const& [name, named] : by_name)
        for (std::size_t const at : named) columns[at].is_ambiguous = named.size() > 1;
    return columns;
}

}  // namespace liq::report
