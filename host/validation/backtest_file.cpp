#include <algorithm>
#include <array>

#include "host/findings/not_known.hpp"
#include "host/revision.hpp"
#include "host/storage/writer.hpp"
#include "host/validation/backtest_report.hpp"

namespace liq::validation {
namespace {

using Values = std::vector<double>;

void add(Values& values, Estimated const& one) {
    values.insert(values.end(), {one.value, one.low, one.high});
}

class File {
  public:
    explicit File(BacktestResult const& result)
        : r_(result), questions_(result.horizons.front().questions) {}

    std::vector<std::byte> bytes() {
        attributes();
        scales();
        scores();
        if (!r_.pairs.empty()) pairs();
        reliability();
        coverage();
        years();
        starts();
        return writer_.finish();
    }

  private:
    void attributes() {
        writer_.attribute("/", "filetype", std::string_view(backtest_filetype));
        std::array<std::int32_t, 2> const version{backtest_schema_major, backtest_schema_minor};
        writer_.attribute("/", "schema_version", version);
        writer_.attribute("/", "program_version", program_version());
        writer_.attribute("/", "history", std::string_view(r_.file));
        writer_.attribute("/", "history_sha256", std::string_view(r_.sha256));
        writer_.attribute("/", "read_as", std::string_view(r_.read_as));
        writer_.attribute("/", "implied", std::string_view(r_.asked.implied));
        if (r_.simulation) simulation(*r_.simulation);
        writer_.attribute("/", "daily_starts", std::uint64_t{r_.n_daily});
        writer_.attribute("/", "where_skill_lies", std::string_view(where_skill_lies(r_)));
        std::string notes;
        for (auto const& note : r_.notes) notes += (notes.empty() ? "" : "\n") + note;
        writer_.attribute("/", "notes", std::string_view(notes));
        writer_.attribute("/", "seed", r_.asked.seed);
        writer_.attribute("/", "replicates", std::uint64_t{r_.asked.replicates});
        writer_.attribute("/", "block_days", std::uint64_t{r_.asked.block});
    }

    void simulation(SimulationFacts const& facts) {
        auto const law = engine_law_words[static_cast<int>(r_.asked.engine.law)];
        writer_.attribute("/", "scenario", std::string_view(facts.scenario));
        writer_.attribute("/", "scenario_sha256", std::string_view(facts.scenario_sha256));
        std::string set;
        for (auto const& one : r_.asked.engine.set) set += (set.empty() ? "" : "\n") + one;
        writer_.attribute("/", "set", std::string_view(set));
        writer_.attribute("/", "market", std::string_view(facts.market));
        writer_.attribute("/", "market_sha256", std::string_view(facts.market_sha256));
        writer_.attribute("/", "as_of", std::string_view(facts.as_of));
        writer_.attribute("/", "law", std::string_view(law));
        writer_.attribute("/", "paths", facts.paths);
        writer_.attribute("/", "step_seconds", facts.step);
        writer_.attribute("/", "simulation_seed", facts.seed);
        writer_.attribute("/", "assumes", std::string_view(assumption_of(r_)));
    }

    void scales() {
        std::vector<std::int64_t> horizons, years;
        for (auto const& horizon : r_.horizons)
            horizons.push_back(static_cast<std::int64_t>(horizon.days));
        for (auto const& one : questions_.front().models.front().years) years.push_back(one.year);
        std::vector<std::string> models, questions, outcomes;
        for (auto const& model : r_.models) models.push_back(model.name);
        for (auto const& one : questions_) {
            questions.push_back(one.question.name);
            for (auto const& outcome : one.question.outcomes())
                outcomes.push_back(one.question.name + "." + outcome);
        }
        writer_.scale("/horizon", horizons, {"d", "horizon of the forecasts"});
        writer_.scale("/model", models, {"", "model of the forecasts"});
        writer_.scale("/outcome", outcomes, {"", "question and outcome"});
        if (has_touches()) questions.emplace_back("touches"), outcomes.emplace_back("touches.hit");
        writer_.scale("/question", questions, {"", "question; touches: the mean over them"});
        writer_.scale("/foretold", outcomes, {"", "question and outcome; touches: all together"});
        writer_.scale("/bound", std::vector<std::string>{"value", "low", "high"},
                      {"", "estimate and ends of its 95 % interval"});
        Values edges;
        for (std::size_t i = 0; i < n_bins; ++i)
            edges.push_back(static_cast<double>(i) / static_cast<double>(n_bins));
        writer_.scale("/bin", edges, {"1", "lower end of the probabilities of a bin"});
        writer_.scale("/coverage_level", Values(coverage_levels.begin(), coverage_levels.end()),
                      {"1", "probability of the middle range"});
        writer_.scale("/extreme", std::vector<std::string>{"high", "low"},
                      {"", "running extreme of the price"});
        writer_.scale("/year", years, {"1", "calendar year of the start"});
        writer_.scale("/start", r_.starts,
                      {"seconds since 1970-01-01 00:00:00 UTC", "time of the forecast"});
    }

    /// What each pair of models tells: the first one against the second.
    void pairs() {
        std::vector<std::string> names;
        for (auto const& pair : r_.pairs)
            names.push_back(r_.models[pair.model].name + "-" + r_.models[pair.against].name);
        writer_.scale("/pair", names, {"", "two models, the first one against the second"});
        for (auto const& item : pair_items) {
            Values values;
            for (auto const& horizon : r_.horizons) {
                for (auto const& question : horizon.questions)
                    for (auto const& pair : question.pairs) add(values, pair.*item.value);
                for (auto const& pair : horizon.touch_pairs) add(values, pair.*item.value);
            }
            writer_.variable(std::string("/pair_") + item.name,
                             {"horizon", "question", "pair", "bound"}, values,
                             {item.unit, item.meaning});
        }
        Values shift;
        for (auto const& horizon : r_.horizons)
            for (auto const& question : horizon.questions)
                for (std::size_t outcome = 0; outcome < question.frequency.size(); ++outcome)
                    for (auto const& pair : question.pairs) add(shift, pair.shift[outcome]);
        writer_.variable("/pair_shift", {"horizon", "outcome", "pair", "bound"}, shift,
                         {"1", "mean probability of the first less that of the second"});
    }

    /// Calls `take` for every question, the mean of touches last, horizon by horizon.
    template <class Take>
    void each_question(Take const& take) const {
        for (auto const& horizon : r_.horizons) {
            for (auto const& question : horizon.questions) take(question.models);
            if (has_touches()) take(horizon.touches);
        }
    }

    void scores() {
        auto const write = [&](char const* name, storage::Dimensions const& dimensions,
                               storage::Description const& what, auto const& add_one) {
            Values values;
            each_question([&](std::vector<ModelResult> const& models) {
                for (auto const& model : models) add_one(values, model.score);
            });
            writer_.variable(std::string("/") + name, dimensions, values, what);
        };
        storage::Dimensions const plain{"horizon", "question", "model"};
        write("brier", plain, {"1", "mean Brier score"},
              [](Values& values, Score const& score) { values.push_back(score.brier); });
        Values error;
        each_question([&](std::vector<ModelResult> const& models) {
            for (auto const& model : models) error.push_back(model.brier_error);
        });
        writer_.variable("/brier_error", plain, error,
                         {"1", "its standard error by simulation; touches: an upper bound"});
        write("log", plain, {"nat", "mean log score"},
              [](Values& values, Score const& score) { values.push_back(score.log); });
        for (auto const& item : score_items)
            write(item.name, {"horizon", "question", "model", "bound"}, {item.unit, item.meaning},
                  [&](Values& values, Score const& score) { add(values, score.*item.value); });
        Values frequency;
        for (auto const& horizon : r_.horizons)
            for (auto const& question : horizon.questions)
                frequency.insert(frequency.end(), question.frequency.begin(),
                                 question.frequency.end());
        writer_.variable("/frequency", {"horizon", "outcome"}, frequency,
                         {"1", "share of starts after which it happened"});
    }

    void reliability() {
        std::vector<std::uint64_t> n;
        Values forecast, observed;
        each_question([&](std::vector<ModelResult> const& models) {
            for (std::size_t outcome = 0; outcome < models[0].reliability.size(); ++outcome)
                for (auto const& model : models)
                    for (auto const& bin : model.reliability[outcome]) {
                        n.push_back(bin.n);
                        forecast.push_back(bin.forecast);
                        add(observed, bin.observed);
                    }
        });
        storage::Dimensions dimensions{"horizon", "foretold", "model", "bin"};
        writer_.variable("/reliability_n", dimensions, n, {"1", "forecasts in the bin"});
        writer_.variable("/reliability_forecast", dimensions, forecast, {"1", "their mean"});
        dimensions.emplace_back("bound");
        writer_.variable("/reliability_observed", dimensions, observed,
                         {"1", "share of them after which it happened"});
    }

    void coverage() {
        Values values;
        Estimated const unknown{findings::not_known, findings::not_known, findings::not_known};
        for (auto const& horizon : r_.horizons)
            for (auto const extreme : {&Coverage::high, &Coverage::low})
                for (std::size_t m = 0; m < r_.models.size(); ++m)
                    for (std::size_t level = 0; level < coverage_levels.size(); ++level)
                        add(values,
                            m == climatology ? unknown : (horizon.coverage[m - 1].*extreme)[level]);
        writer_.variable("/coverage", {"horizon", "extreme", "model", "coverage_level", "bound"},
                         values, {"1", "share of extremes in the middle range of their law"});
    }

    void years() {
        std::vector<std::uint64_t> n;
        for (auto const& one : questions_.front().models.front().years) n.push_back(one.n);
        writer_.variable("/starts_by_year", {"year"}, n, {"1", "starts of the year"});
        Values brier, log;
        each_question([&](std::vector<ModelResult> const& models) {
            for (auto const& model : models)
                for (auto const& one : model.years) {
                    brier.push_back(one.brier);
                    log.push_back(one.log);
                }
        });
        storage::Dimensions const dimensions{"horizon", "question", "model", "year"};
        writer_.variable("/brier_by_year", dimensions, brier, {"1", "mean Brier score"});
        writer_.variable("/log_by_year", dimensions, log, {"nat", "mean log score"});
    }

    /// What was foretold at every start, and what happened.
    void starts() {
        Values probability;
        std::vector<std::int8_t> happened;
        for (auto const& horizon : r_.horizons)
            for (auto const& question : horizon.questions) {
                std::size_t const n = question.frequency.size();
                for (std::size_t outcome = 0; outcome < n; ++outcome) {
                    for (auto const one : question.happened)
                        happened.push_back(one == outcome ? 1 : 0);
                    for (auto const& model : question.models)
                        for (std::size_t i = 0; i < r_.starts.size(); ++i)
                            probability.push_back(model.probability[n * i + outcome]);
                }
            }
        writer_.variable("/probability", {"horizon", "outcome", "model", "start"}, probability,
                         {"1", "forecast"});
        writer_.flags("/happened", {"horizon", "outcome", "start"}, happened,
                      {"1", "whether it happened"});
    }

    [[nodiscard]] bool has_touches() const { return !r_.horizons.front().touches.empty(); }

    BacktestResult const& r_;
    std::vector<QuestionResult> const& questions_;
    storage::Writer writer_;
};

}  // namespace

std::vector<std::byte> backtest_file(BacktestResult const& result) {
    return File(result).bytes();
}

}  // namespace liq::validation
