#include "host/report/json.hpp"

#include <nlohmann/json.hpp>

#include "host/report/benchmark_text.hpp"
#include "host/report/json_values.hpp"
#include "host/report/portfolio_json.hpp"
#include "host/report/range_text.hpp"

namespace liq::report {
namespace {

using Json = nlohmann::ordered_json;

Json outcome_json(findings::OutcomeFinding const& o, findings::RunFindings const& f) {
    Json json{
        {"event", o.event},
        {"outcome", o.outcome},
        {"kind", o.kind},
        {"question", o.question},
        {"given", text_or_null(o.given)},
        {"hits", o.with_cascade.hits},
        {"trials", o.with_cascade.trials},
        {"probability", number_or_null(o.with_cascade.probability)},
        {"standard_error", number_or_null(o.with_cascade.standard_error)},
        {"low", number_or_null(o.with_cascade.low)},
        {"high", number_or_null(o.with_cascade.high)},
        {"mean_time", number_or_null(o.mean_days)},
        {"hits_without_cascade", o.without_cascade.hits},
        {"probability_without_cascade", number_or_null(o.without_cascade.probability)},
        {"standard_error_without_cascade", number_or_null(o.without_cascade.standard_error)},
        {"low_without_cascade", number_or_null(o.without_cascade.low)},
        {"high_without_cascade", number_or_null(o.without_cascade.high)},
        {"mean_time_without_cascade", number_or_null(o.mean_days_without_cascade)},
        {"cascade_effect", number_or_null(o.cascade_effect)},
        {"cascade_effect_standard_error", number_or_null(o.cascade_effect_standard_error)},
        {"difference_to_base", number_or_null(o.difference_to_base)},
        {"difference_to_base_standard_error", number_or_null(o.difference_to_base_standard_error)}};
    if (f.step_check_paths > 0) {
        json["step_error"] = number_or_null(o.step_error);
        json["step_error_standard_error"] = number_or_null(o.step_error_standard_error);
        json["cascade_effect_step_error"] = number_or_null(o.cascade_effect_step_error);
        json["cascade_effect_step_error_standard_error"] =
            number_or_null(o.cascade_effect_step_error_standard_error);
    }
    if (f.benchmark) json["benchmark"] = benchmark_json(o);
    if (f.book_draws > 0) json["book_range"] = range_json(o.book_range);
    if (f.price_draws > 0) json["price_range"] = range_json(o.price_range);
    if (!f.control_variate) return json;
    json["controlled_probability"] = number_or_null(o.controlled.probability);
    json["controlled_standard_error"] = number_or_null(o.controlled.standard_error);
    json["controlled_low"] = number_or_null(o.controlled.low);
    json["controlled_high"] = number_or_null(o.controlled.high);
    json["controlled_coefficient"] = number_or_null(o.controlled.coefficient);
    json["exact_probability_without_cascade"] = number_or_null(o.exact_without_cascade);
    return json;
}

Json target_json(std::optional<findings::TargetFinding> const& target) {
    if (!target) return {};
    return {{"outcome", target->outcome},
            {"standard_error", target->standard_error},
            {"reached", target->reached}};
}

Json statistics_json(findings::Statistics const& values) {
    Json json;
    for (std::size_t s = 0; s < findings::statistics.size(); ++s)
        if (findings::statistics[s].is_metric())
            json[findings::statistics[s].name] = number_or_null(values.all[s]);
    return json;
}

/// Adds every quantity under its dotted name. A run without a waterfall has the same keys, with
/// null for values that it does not have.
void add_statistics(findings::RunFindings const& f, Json& run) {
    for (std::size_t q = 0; q < findings::quantities.size(); ++q) {
        auto const& found = f.distributions.all[q];
        findings::Statistics const values = found ? found->statistics : findings::Statistics{};
        Json json = statistics_json(values);
        json["worst_tail"] = findings::word_of(findings::quantities[q].worst);
        bool const without = found && found->statistics_without_cascade;
        json["without_cascade"] =
            without ? statistics_json(*found->statistics_without_cascade) : Json();
        std::string const name = findings::quantities[q].name;
        auto const dot = name.find('.');
        Json& at = dot == name.npos ? run[name] : run[name.substr(0, dot)][name.substr(dot + 1)];
        at = std::move(json);
    }
}

Json ranges_json(findings::RunFindings const& f) {
    Json all = {{"book_draws", f.book_draws}, {"price_draws", f.price_draws}};
    for (auto const& one : f.statistic_ranges) {
        if (f.book_draws > 0) all["statistics"][one.name]["book"] = range_json(one.book);
        if (f.price_draws > 0) all["statistics"][one.name]["price"] = range_json(one.price);
    }
    return all;
}

Json limits_json(findings::RunFindings const& f) {
    Json limits = Json::array();
    for (auto const& limit : f.limits) {
        auto const tails = findings::tails_of(limit.metric);
        limits.push_back({{"metric", limit.metric},
                          {"tail", text_or_null(findings::word_of(tails.of_statistic))},
                          {"worst_tail", text_or_null(findings::word_of(tails.worst))},
                          {"value", number_or_null(limit.value)},
                          {"low", number_or_null(limit.low)},
                          {"high", number_or_null(limit.high)},
                          {"warn", number_or_null(limit.warn)},
                          {"max", number_or_null(limit.max)},
                          {"warn_below", number_or_null(limit.warn_below)},
                          {"min", number_or_null(limit.min)},
                          {"state", limit.state}});
    }
    return limits;
}

Json book_json(findings::BookSideFinding const& side) {
    return {{"fuel", number_or_null(side.fuel)},
            {"off_grid", number_or_null(side.off_grid)},
            {"wrong_side", number_or_null(side.wrong_side)},
            {"not_liquidatable", number_or_null(side.not_liquidatable)}};
}

Json warnings_json(findings::RunFindings const& f, bool reproducible) {
    Json warnings = f.warnings;
    if (!reproducible)
        for (auto const& warning : f.warnings_of_the_day) warnings.push_back(warning);
    return warnings;
}

Json flows_json(findings::FlowsFinding const& flows) {
    return {{"initial", number_or_null(flows.initial)},
            {"opened", number_or_null(flows.opened)},
            {"closed", number_or_null(flows.closed)},
            {"liquidated", number_or_null(flows.liquidated)},
            {"deleveraged", number_or_null(flows.deleveraged)},
            {"alive", number_or_null(flows.alive)},
            {"inflow_off_grid", number_or_null(flows.inflow_off_grid)}};
}

Json classes_json(std::vector<findings::ClassFinding> const& classes) {
    Json list = Json::array();
    for (auto const& one : classes)
        list.push_back({{"lowest_leverage", one.lowest_leverage},
                        {"highest_leverage", one.highest_leverage},
                        {"turnover", number_or_null(one.turnover)},
                        {"target_long", number_or_null(one.target_long)},
                        {"target_short", number_or_null(one.target_short)}});
    return list;
}

Json run_json(findings::RunFindings const& f, bool reproducible) {
    Json run{{"name", f.name},
             {"set", set_json(f.set)},
             {"variant", text_or_null(f.variant)},
             {"base", f.base ? Json(*f.base) : Json()},
             {"failure", text_or_null(f.failure)},
             {"scenario_sha256", f.scenario_sha256},
             {"market_sha256", f.market_sha256},
             {"asset", text_or_null(f.asset)},
             {"quote", text_or_null(f.quote)},
             {"as_of", text_or_null(f.as_of)},
             {"spot", f.spot > 0 ? Json(f.spot) : Json()},
             {"assumptions", text_or_null(f.assumptions)},
             {"horizon_seconds", f.horizon.seconds},
             {"step_seconds", f.step.seconds},
             {"seed", f.seed},
             {"paths", f.paths},
             {"steps", f.steps}};
    run["backend"] = reproducible ? Json() : text_or_null(f.backend);
    run["device"] = reproducible ? Json() : text_or_null(f.device);
    run["backend_note"] = reproducible ? Json() : text_or_null(f.backend_note);
    run["seconds"] = reproducible ? Json() : number_or_null(f.seconds);
    run["path_steps_per_second"] = reproducible ? Json() : number_or_null(f.path_steps_per_second);
    run["complete"] = f.complete;
    run["sampling"] = text_or_null(f.sampling);
    run["replicates"] = f.replicates;
    run["error_method"] = text_or_null(f.error_method);
    run["target"] = target_json(f.target);
    run["step_check_paths"] = f.step_check_paths;
    if (f.benchmark) run["implied_volatility"] = number_or_null(f.benchmark->implied_volatility);
    if (f.coverage) run["coverage"] = *f.coverage;
    if (!f.statistic_ranges.empty()) run["ranges"] = ranges_json(f);
    run["outcomes"] = Json::array();
    for (auto const& outcome : f.outcomes) run["outcomes"].push_back(outcome_json(outcome, f));
    add_statistics(f, run);
    run["flows"] = Json();
    if (f.flows)
        run["flows"] = {{"long", flows_json((*f.flows)[0])}, {"short", flows_json((*f.flows)[1])}};
    run["classes"] = f.classes.empty() ? Json() : classes_json(f.classes);
    run["book"] = {{"long", book_json(f.book[0])}, {"short", book_json(f.book[1])}};
    run["portfolio"] = portfolio_json(f);
    run["limits"] = limits_json(f);
    run["rounds_exhausted"] = f.rounds_exhausted;
    run["warnings"] = warnings_json(f, reproducible);
    return run;
}

/// Appends a JSON text with each line indented. In JSON a line can end only between tokens.
void append_indented(std::string const& text, std::string const& indent, std::string& to) {
    for (std::size_t at = 0; at != text.npos;) {
        std::size_t const end = text.find('\n', at);
        to += indent;
        to.append(text, at, end == text.npos ? end : end + 1 - at);
        at = end == text.npos ? end : end + 1;
    }
}

}  // namespace

std::string report_json(findings::Report const& report, bool reproducible) {
    std::string document = json_text({{"program", report.program},
                                      {"version", report.version},
                                      {"schema", findings::report_schema_major},
                                      {"runs", Json::array()}});
    if (report.runs.empty()) return document + "\n";
    // One run at a time: a document of all runs would take many times the memory of its text.
    document.resize(document.rfind("[]"));
    char const* before = "[\n";
    for (auto const& run : report.runs) {
        document += before;
        append_indented(json_text(run_json(run.findings, reproducible)), "    ", document);
        before = ",\n";
    }
    document += "\n  ]\n}\n";
    return document;
}

}  // namespace liq::report
