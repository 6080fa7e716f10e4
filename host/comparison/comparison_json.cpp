#include "host/comparison/comparison_json.hpp"

#include <nlohmann/json.hpp>

#include "host/report/json_values.hpp"
#include "host/revision.hpp"
#include "host/scenario/value_json.hpp"

namespace liq::comparison {
namespace {

using Json = nlohmann::ordered_json;
using report::number_or_null;
using report::text_or_null;

/// A TOML value as JSON; null where the key does not exist.
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
    return {{"name", run.name},
            {"variant", text_or_null(run.variant)},
            {"set", report::set_json(run.set)},
            {"asset", run.asset},
            {"quote", run.quote},
            {"as_of", run.as_of},
            {"spot", run.spot},
            {"seed", run.seed},
            {"paths", run.paths},
            {"complete", run.complete}};
}

Json effect_json(Effect const& effect) {
    return {{"value", number_or_null(effect.value)},
            {"standard_error", number_or_null(effect.standard_error)}};
}

Json outcome_json(OutcomeChange const& change) {
    return {{"event", change.event},
            {"outcome", change.outcome},
            {"question_old", change.question_before},
            {"question_new", change.question_after},
            {"old", number_or_null(change.before.probability)},
            {"new", number_or_null(change.after.probability)},
            {"difference", number_or_null(change.difference)},
            {"standard_error", number_or_null(change.standard_error)},
            {"z", number_or_null(change.z)},
            {"p_value", number_or_null(change.p_value)},
            {"step_error_old", effect_json(change.step_error_before)},
            {"step_error_new", effect_json(change.step_error_after)}};
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
            {"old", number_or_null(outcome.before)},
            {"new", number_or_null(outcome.after)},
            {"difference", effect_json(outcome.total)},
            {"contributions", parts},
            {"interaction", effect_json(outcome.interaction)}};
}

Json number_json(NumberChange const& change) {
    return {{"metric", change.metric},
            {"unit", change.unit},
            {"old", number_or_null(change.before.value)},
            {"new", number_or_null(change.after.value)},
            {"difference", number_or_null(change.difference)},
            {"standard_error", number_or_null(change.standard_error)},
            {"z", number_or_null(change.z)},
            {"p_value", number_or_null(change.p_value)}};
}

Json attribution_json(Attribution const& attribution) {
    Json json{{"paths", attribution.paths}, {"seed", attribution.seed}};
    json["changed"] = Json::array();
    for (auto const group : attribution.changed) json["changed"].push_back(name_of(group));
    json["outcomes"] = Json::array();
    for (auto const& outcome : attribution.outcomes)
        json["outcomes"].push_back(attributed_json(outcome));
    json["portfolio"] = Json::array();
    for (auto const& number : attribution.portfolio) {
        Json one{{"metric", number.event + "." + number.outcome}};
        one.update(attributed_json(number));
        one.erase("event");
        one.erase("outcome");
        json["portfolio"].push_back(std::move(one));
    }
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
    return {
        {"value", number_or_null(limit.value)}, {"warn", number_or_null(limit.warn)},
        {"max", number_or_null(limit.max)},     {"warn_below", number_or_null(limit.warn_below)},
        {"min", number_or_null(limit.min)},     {"state", limit.state}};
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
                                  {"old", number_or_null(change.before)},
                                  {"new", number_or_null(change.after)}});
    json["outcomes"] = Json::array();
    for (auto const& change : pair.outcomes) json["outcomes"].push_back(outcome_json(change));
    json["portfolio"] = Json::array();
    for (auto const& change : pair.portfolio) json["portfolio"].push_back(number_json(change));
    json["statistics"] = Json::array();
    for (auto const& change : pair.statistics)
        json["statistics"].push_back({{"metric", change.metric()},
                                      {"unit", findings::quantities[change.quantity].unit()},
                                      {"old", number_or_null(change.before)},
                                      {"new", number_or_null(change.after)},
                                      {"difference", number_or_null(change.difference())},
                                      {"standard_error", number_or_null(change.standard_error)}});
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
                  {"same", comparison.same},
                  {"runs", Json::array()}};
    for (auto const& pair : comparison.runs) document["runs"].push_back(pair_json(pair));
    document["only_in_old"] = runs_json(comparison.only_before);
    document["only_in_new"] = runs_json(comparison.only_after);
    return report::json_text(document) + "\n";
}

}  // namespace liq::comparison
