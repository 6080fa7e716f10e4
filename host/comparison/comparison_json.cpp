#include "host/comparison/comparison_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "host/revision.hpp"
#include "host/scenario/value_json.hpp"

namespace liq::comparison {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

Json text_or_null(std::string const& text) {
    return text.empty() ? Json() : Json(text);
}

/// A TOML value; null where the key was not there.
Json toml_or_null(std::string const& text) {
    return text.empty() ? Json() : scenario::json_of_toml(text);
}

Json report_json(ReportFile const& report) {
    return {{"file", report.file.string()},
            {"version", report.report.version},
            {"git_revision", report.report.revision},
            {"created", text_or_null(report.report.created)}};
}

Json run_json(findings::RunFindings const& run) {
    Json set = Json::object();
    for (auto const& [key, text] : run.set) set[key] = scenario::json_of_toml(text);
    return {{"name", run.name},   {"variant", text_or_null(run.variant)},
            {"set", set},         {"asset", run.asset},
            {"quote", run.quote}, {"as_of", run.as_of},
            {"spot", run.spot},   {"seed", run.seed},
            {"paths", run.paths}, {"complete", run.complete}};
}

Json effect_json(Effect const& effect) {
    return {{"value", number(effect.value)}, {"standard_error", number(effect.standard_error)}};
}

Json outcome_json(OutcomeChange const& change) {
    return {{"event", change.event},
            {"outcome", change.outcome},
            {"old", number(change.before.probability)},
            {"new", number(change.after.probability)},
            {"difference", number(change.difference)},
            {"standard_error", number(change.standard_error)},
            {"z", number(change.z)},
            {"p_value", number(change.p_value)}};
}

Json attributed_json(OutcomeAttribution const& outcome) {
    Json parts = Json::array();
    for (auto const& part : outcome.contributions)
        parts.push_back({{"input", name_of(part.group)},
                         {"first", effect_json(part.first)},
                         {"last", effect_json(part.last)},
                         {"mean", effect_json(part.mean)}});
    return {{"event", outcome.event},
            {"outcome", outcome.outcome},
            {"old", number(outcome.before)},
            {"new", number(outcome.after)},
            {"difference", effect_json(outcome.total)},
            {"contributions", parts},
            {"interaction", effect_json(outcome.interaction)}};
}

Json attribution_json(Attribution const& attribution) {
    Json json{{"paths", attribution.paths}, {"seed", attribution.seed}};
    json["changed"] = Json::array();
    for (auto const group : attribution.changed) json["changed"].push_back(name_of(group));
    json["outcomes"] = Json::array();
    for (auto const& outcome : attribution.outcomes)
        json["outcomes"].push_back(attributed_json(outcome));
    json["not_computable"] = Json::array();
    for (auto const& missing : attribution.not_computable)
        json["not_computable"].push_back({{"input", name_of(missing.group)},
                                          {"order", missing.first ? "first" : "last"},
                                          {"reason", missing.reason}});
    return json;
}

/// Null where the run does not declare the limit.
Json limit_json(findings::LimitFinding const& limit) {
    if (limit.metric.empty()) return {};
    return {{"value", number(limit.value)},
            {"warn", number(limit.warn)},
            {"max", number(limit.max)},
            {"state", limit.state}};
}

Json pair_json(RunComparison const& pair) {
    Json json{{"old", run_json(*pair.before)},
              {"new", run_json(*pair.after)},
              {"same_asset", pair.same_asset},
              {"same_seed", pair.same_seed}};
    json["inputs"] = Json::array();
    for (auto const& change : pair.inputs)
        json["inputs"].push_back({{"key", change.key},
                                  {"old", toml_or_null(change.before)},
                                  {"new", toml_or_null(change.after)}});
    json["market"] = Json::array();
    for (auto const& change : pair.market)
        json["market"].push_back({{"figure", change.figure},
                                  {"unit", change.unit},
                                  {"old", number(change.before)},
                                  {"new", number(change.after)}});
    json["outcomes"] = Json::array();
    for (auto const& change : pair.outcomes) json["outcomes"].push_back(outcome_json(change));
    json["limits"] = Json::array();
    for (auto const& change : pair.limits)
        json["limits"].push_back({{"metric", change.metric()},
                                  {"old", limit_json(change.before)},
                                  {"new", limit_json(change.after)}});
    json["attribution"] = pair.attribution ? attribution_json(*pair.attribution) : Json();
    json["no_attribution"] = text_or_null(pair.no_attribution);
    return json;
}

Json runs_json(std::vector<findings::RunFindings const*> const& runs) {
    Json json = Json::array();
    for (auto const* run : runs) json.push_back(run_json(*run));
    return json;
}

}  // namespace

std::string comparison_json(Comparison const& comparison, ReportFile const& before,
                            ReportFile const& after) {
    Json document{{"program", "liqcascade"},
                  {"version", program_version()},
                  {"schema", findings::report_schema_major},
                  {"old", report_json(before)},
                  {"new", report_json(after)},
                  {"runs", Json::array()}};
    for (auto const& pair : comparison.runs) document["runs"].push_back(pair_json(pair));
    document["only_in_old"] = runs_json(comparison.only_before);
    document["only_in_new"] = runs_json(comparison.only_after);
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace liq::comparison
