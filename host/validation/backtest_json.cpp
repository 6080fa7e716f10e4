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
              {"log", number_or_null(model.score.log)}};
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
                  {"starts", r_.starts.size()},
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
    [[nodiscard]] Json horizon_json(HorizonResult const& horizon) const {
        Json json{{"days", horizon.days},
                  {"questions", Json::array()},
                  {"touches", Json::array()},
                  {"coverage", Json::array()}};
        for (auto const& question : horizon.questions)
            json["questions"].push_back(question_json(question));
        for (std::size_t m = 0; m < horizon.touches.size(); ++m)
            json["touches"].push_back(model_json(r_.models[m].name, horizon.touches[m], {"hit"}));
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
