/// \file
/// The layout of one run in a report (host/interface.md, Report): every name, axis, unit and
/// meaning is stated once. WritingForm and ReadingForm go through these lists.
#pragma once

#include "host/findings/findings.hpp"
#include "host/report/layout_book.hpp"
#include "host/report/layout_curves.hpp"
#include "host/report/layout_distributions.hpp"
#include "host/report/layout_limits.hpp"
#include "host/report/layout_outcomes.hpp"
#include "host/report/layout_portfolio.hpp"

namespace liq::report::layout {

/// How paths were sampled and errors computed. Reports of layout 1.0 do not have this: their paths
/// are independent.
template <class Form>
void sampling(Form& form, findings::RunFindings& f) {
    if (!form.has_attribute("sampling", true)) return;
    form.attribute("sampling", f.sampling);
    form.attribute("replicates", f.replicates);
    form.attribute("error_method", f.error_method);
    if (form.has_attribute("step_check_paths", f.step_check_paths > 0))
        form.attribute("step_check_paths", f.step_check_paths);
    if (!form.has_attribute("target_standard_error", f.target.has_value())) return;
    if (!f.target) f.target.emplace();
    form.attribute("target_standard_error", f.target->standard_error);
    form.attribute("target_outcome", f.target->outcome);
    form.attribute("target_reached", f.target->reached);
}

/// The place of a run among the runs of its scenario file.
template <class Form>
void family(Form& form, findings::RunFindings& f) {
    if (form.has_attribute("variant", !f.variant.empty())) form.attribute("variant", f.variant);
    if (form.has_attribute("failure", !f.failure.empty())) form.attribute("failure", f.failure);
    if (!form.has_attribute("base", f.base.has_value())) return;
    if (!f.base) f.base.emplace();
    form.attribute("base", *f.base);
}

template <class Form>
void coverage(Form& form, findings::RunFindings& f) {
    if (!form.has_attribute("coverage", f.coverage.has_value())) return;
    if (!f.coverage) f.coverage.emplace();
    form.attribute("coverage", *f.coverage);
}

/// Reports of layouts before 1.8 do not have it.
template <class Form>
void assumptions(Form& form, findings::RunFindings& f) {
    if (form.has_attribute("assumptions", !f.assumptions.empty()))
        form.attribute("assumptions", f.assumptions);
}

template <class Form>
void benchmark(Form& form, findings::RunFindings& f) {
    if (!form.has_attribute("implied_volatility", f.benchmark.has_value())) return;
    if (!f.benchmark) f.benchmark.emplace();
    form.attribute("implied_volatility", f.benchmark->implied_volatility);
}

template <class Form>
void draws(Form& form, findings::RunFindings& f) {
    if (!form.has_attribute("book_draws", f.book_draws + f.price_draws > 0)) return;
    form.attribute("book_draws", f.book_draws);
    form.attribute("price_draws", f.price_draws);
}

/// The attributes of the run's group: what was asked for, and how it was computed.
template <class Form>
void run_attributes(Form& form, findings::RunFindings& f) {
    form.attribute("name", f.name);
    form.attribute("description", f.description);
    form.attribute("set", f.set);
    family(form, f);
    form.attribute("scenario", f.scenario_text);
    form.attribute("scenario_sha256", f.scenario_sha256);
    form.attribute("market_file", f.market_file);
    form.attribute("market_sha256", f.market_sha256);
    form.attribute("as_of", f.as_of);
    form.attribute("asset", f.asset);
    form.attribute("quote", f.quote);
    form.attribute("spot", f.spot);
    coverage(form, f);
    assumptions(form, f);
    benchmark(form, f);
    draws(form, f);
    form.attribute("seed", f.seed);
    form.attribute("paths_asked", f.paths_asked);
    form.attribute("paths", f.paths);
    form.attribute("steps", f.steps);
    form.attribute("step_seconds", f.step);
    form.attribute("horizon_seconds", f.horizon);
    form.attribute("complete", f.complete);
    sampling(form, f);
    form.attribute("rounds_exhausted", f.rounds_exhausted);
    form.attribute("warnings", f.warnings);
    form.volatile_attribute("warnings_of_the_day", f.warnings_of_the_day);
    form.volatile_attribute("backend", f.backend);
    form.volatile_attribute("device", f.device);
    form.volatile_attribute("backend_note", f.backend_note);
    form.volatile_attribute("threads", f.threads);
    form.volatile_attribute("seconds", f.seconds);
    form.volatile_attribute("path_steps_per_second", f.path_steps_per_second);
}

/// Everything about a run but its market. A run that failed before its first path has only
/// attributes.
template <class Form>
void run(Form& form, findings::RunFindings& f) {
    run_attributes(form, f);
    if (!f.failure.empty() && f.paths == 0) return;
    outcomes(form, f);
    over_time(form, f);
    form.group("distributions", [&](auto& all) { distributions(all, f.distributions); });
    if (form.has("flows", f.flows.has_value())) {
        if (!f.flows) f.flows.emplace();
        form.group("flows", [&](auto& below) { flows(below, *f.flows); });
    }
    if (form.has("classes", !f.classes.empty()))
        form.group("classes", [&](auto& below) { classes(below, f.classes); });
    if (form.has("ranges", !f.statistic_ranges.empty()))
        form.group("ranges", [&](auto& below) { statistic_ranges(below, f.statistic_ranges); });
    if (form.has("limits", !f.limits.empty()))
        form.group("limits", [&](auto& below) { limits(below, f.limits); });
    if (form.has("portfolio", f.portfolio.has_value())) {
        if (!f.portfolio) f.portfolio.emplace();
        std::string const since = "seconds since " + reference_time(f.as_of);
        form.group("portfolio",
                   [&](auto& below) { portfolio(below, *f.portfolio, f.time, since); });
    }
    form.group("book", [&](auto& below) { book(below, f.book); });
    form.group("ladder", [&](auto& below) { ladder(below, f.ladder); });
}

}  // namespace liq::report::layout
