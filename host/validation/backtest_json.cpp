#include <nlohmann/json.hpp>

#include "host/report/json_values.hpp"
#include "host/revision.hpp"
#include "host/validation/backtest_report.hpp"
#include "host/words/utc_time.hpp"

namespace liq::validation {
namespace {

using Json = nlohmann::ordered_json;
using report::number_or_null;

Json estimated_json(Estimated const& one) {
    return {{"value", number_or_null(one.value)},
            {"low", number_or_null(one.low)},
            {"high", number_or_null(one.high)}};
}

Json model_json(std::string const& name, ModelResult const& model,
                std::vector<std::string> const& outcomes) {
    Json json{{"model", name},
              {"brier", number_or_null(model.score.brier)},
              {"log", number_or_null(model.score.log)},
              {"brier_error", model.brier_error}};
    for (auto const& item : score_items) json[item.name] = estimated_json(model.score.*item.value);
    Json& tables = json["reliability"] = Json::array();
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        Json bins = Json::array();
        for (auto const& bin : model.reliability[i])
            bins.push_back({{"n", bin.n},
                            {"forecast", number_or_null(bin.forecast)},
                            {"observed", estimated_json(bin.observed)}});
        tables.push_back({{"outcome", outcomes[i]}, {"bins", bins}});
    }
    Json& years = json["by_year"] = Json::array();
    for (auto const& one : model.years)
        years.push_back({{"year", one.year},
                         {"n", one.n},
                         {"brier", number_or_null(one.brier)},
                         {"log", number_or_null(one.log)}});
    return json;
}

Json shift_json(PairGain const& gain, std::vector<std::string> const& outcomes) {
    Json shift = Json::array();
    for (std::size_t i = 0; i < gain.shift.size(); ++i) {
        Json one = estimated_json(gain.shift[i]);
        one["outcome"] = outcomes[i];
        shift.push_back(one);
    }
    return shift;
}

class Document {
  public:
    explicit Document(BacktestResult const& result) : r_(result) {}

    [[nodiscard]] Json backtest() const {
        auto const& asked = r_.asked;
        Json json{{"history",
                   {{"file", r_.file},
                    {"sha256", report::text_or_null(r_.sha256)},
                    {"read_as", r_.read_as},
                    {"begin", words::iso_utc(r_.history_begin)},
                    {"end", words::iso_utc(r_.history_end)}}},
                  {"implied", report::text_or_null(asked.implied)},
                  {"simulation", simulation_json()},
                  {"starts", r_.starts.size()},
                  {"daily_starts", r_.n_daily},
                  {"first_start", words::iso_utc(r_.starts.front())},
                  {"last_start", words::iso_utc(r_.starts.back())},
                  {"seed", asked.seed},
                  {"replicates", asked.replicates},
                  {"block_days", asked.block},
                  {"models", Json::array()},
                  {"where_skill_lies", where_skill_lies(r_)},
                  {"horizons", Json::array()},
                  {"notes", r_.notes}};
        for (auto const& model : r_.models)
            json["models"].push_back({{"name", model.name}, {"meaning", model.meaning}});
        for (auto const& horizon : r_.horizons) json["horizons"].push_back(horizon_json(horizon));
        return json;
    }

  private:
    [[nodiscard]] Json simulation_json() const {
        if (!r_.simulation) return nullptr;
        auto const& facts = *r_.simulation;
        return {{"scenario", facts.scenario},
                {"scenario_sha256", facts.scenario_sha256},
                {"set", r_.asked.engine.set},
                {"market", facts.market},
                {"market_sha256", facts.market_sha256},
                {"as_of", facts.as_of},
                {"law", engine_law_words[static_cast<int>(r_.asked.engine.law)]},
                {"paths", facts.paths},
                {"step_seconds", facts.step},
                {"seed", facts.seed},
                {"assumes", assumption_of(r_)}};
    }

    [[nodiscard]] Json pairs_json(std::vector<PairGain> const& pairs,
                                  std::vector<std::string> const& outcomes) const {
        Json all = Json::array();
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            Json one{{"model", r_.models[r_.pairs[i].model].name},
                     {"against", r_.models[r_.pairs[i].against].name}};
            for (auto const& item : pair_items)
                one[item.name] = estimated_json(pairs[i].*item.value);
            one["shift"] = shift_json(pairs[i], outcomes);
            all.push_back(one);
        }
        return all;
    }

    [[nodiscard]] Json horizon_json(HorizonResult const& horizon) const {
        Json json{{"days", horizon.days},
                  {"questions", Json::array()},
                  {"touches", Json::array()},
                  {"coverage", Json::array()}};
        for (auto const& question : horizon.questions)
            json["questions"].push_back(question_json(question));
        for (std::size_t m = 0; m < horizon.touches.size(); ++m)
            json["touches"].push_back(model_json(r_.models[m].name, horizon.touches[m], {"hit"}));
        json["touch_pairs"] = pairs_json(horizon.touch_pairs, {});
        for (std::size_t m = 0; m < horizon.coverage.size(); ++m) {
            Json levels = Json::array();
            for (std::size_t level = 0; level < coverage_levels.size(); ++level)
                levels.push_back({{"level", coverage_levels[level]},
                                  {"high", estimated_json(horizon.coverage[m].high[level])},
                                  {"low", estimated_json(horizon.coverage[m].low[level])}});
            json["coverage"].push_back({{"model", r_.models[m + 1].name}, {"levels", levels}});
        }
        return json;
    }

    [[nodiscard]] Json question_json(QuestionResult const& question) const {
        auto const outcomes = question.question.outcomes();
        Json json{{"name", question.question.name},
                  {"up", number_or_null(question.question.up)},
                  {"down", number_or_null(question.question.down)},
                  {"outcomes", Json::array()},
                  {"models", Json::array()}};
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            json["outcomes"].push_back(
                {{"name", outcomes[i]}, {"frequency", question.frequency[i]}});
        for (std::size_t m = 0; m < question.models.size(); ++m)
            json["models"].push_back(model_json(r_.models[m].name, question.models[m], outcomes));
        json["pairs"] = pairs_json(question.pairs, outcomes);
        return json;
    }

    BacktestResult const& r_;
};

}  // namespace

std::string backtest_json(BacktestResult const& result) {
    Json const document{{"program", "liqcascade"},
                        {"version", std::string(program_version())},
                        {"schema", backtest_schema_major},
                        {"backtest", Document(result).backtest()}};
    return report::json_text(document) + "\n";
}

}  // namespace liq::validation
