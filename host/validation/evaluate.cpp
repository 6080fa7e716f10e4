#include "host/validation/evaluate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "host/errors.hpp"
#include "host/validation/tables.hpp"
#include "host/words/utc_time.hpp"

namespace liq::validation {
namespace {

/// The losses of all models at all starts.
struct Losses {
    std::vector<std::vector<Loss>> loss;  ///< by model, then by start
    /// The standard errors of their Brier scores by simulation.
    std::vector<std::vector<double>> error;

    Losses(std::size_t n_models, std::size_t n_starts)
        : loss(n_models, std::vector<Loss>(n_starts)),
          error(n_models, std::vector<double>(n_starts, 0.0)) {}

    /// Adds a share of others. Errors are added as if all were large at the same time.
    void add(Losses const& other, double share) {
        for (std::size_t m = 0; m < loss.size(); ++m)
            for (std::size_t i = 0; i < loss[m].size(); ++i) {
                loss[m][i].brier += share * other.loss[m][i].brier;
                loss[m][i].log += share * other.loss[m][i].log;
                error[m][i] += share * other.error[m][i];
            }
    }
    /// The standard error of the mean Brier score of a model: starts are simulated independently.
    [[nodiscard]] double mean_error(std::size_t model) const {
        double squares = 0;
        for (double const one : error[model]) squares += one * one;
        return std::sqrt(squares) / static_cast<double>(error[model].size());
    }
};

/// The probabilities of the outcomes that have names.
std::vector<double> probabilities(VarianceLaw const& law, Question::Kind kind,
                                  Question::Levels const& levels) {
    if (kind == Question::Kind::touch)
        return {touch_probability(law, levels.up < levels.down ? levels.up : -levels.down)};
    auto const race = race_probability(law, levels.up, levels.down);
    return {race.up, race.down, race.neither()};
}

Loss loss_of(std::vector<double> const& p, std::size_t happened) {
    if (p.size() == 1) return loss_of_touch(p[0], happened == 0);
    return loss_of_race({p[0], p[1], p[2]}, happened);
}

Loss operator-(Loss const& a, Loss const& b) {
    return {a.brier - b.brier, a.log - b.log, a.hit - b.hit, a.direction - b.direction};
}

Simulated kind_of(SimulatedHorizon const* simulated) {
    if (simulated == nullptr) return Simulated::none;
    return simulated->models.size() > 1 ? Simulated::both : Simulated::without_cascade;
}

class Evaluation {
  public:
    Evaluation(Evaluated const& evaluated, BlockBootstrap const& bootstrap)
        : e_(evaluated),
          n_closed_(models_of(e_.implied != nullptr).size()),
          names_(models_of(e_.implied != nullptr, kind_of(e_.simulated))),
          pairs_(pairs_of(e_.implied != nullptr, kind_of(e_.simulated))),
          bootstrap_(bootstrap) {
        HorizonModels models(e_.history, e_.horizon, e_.implied);
        for (std::size_t const day : e_.starts) {
            laws_.push_back(models.laws(day));
            years_.push_back(e_.history.year(day));
        }
    }

    HorizonResult run(std::vector<Question> const& questions) {
        HorizonResult result;
        result.days = e_.horizon;
        Losses together(names_.size(), e_.starts.size());
        double const n_touches = static_cast<double>(
            std::ranges::count(questions, Question::Kind::touch, &Question::kind));
        for (std::size_t q = 0; q < questions.size(); ++q) {
            Losses losses(names_.size(), e_.starts.size());
            result.questions.push_back(ask(questions[q], q, losses));
            if (questions[q].kind == Question::Kind::touch) together.add(losses, 1 / n_touches);
        }
        if (n_touches > 0) {
            result.touches = pooled(result.questions, together);
            for (auto const& pair : pairs_)
                result.touch_pairs.push_back(gain_of(bootstrap_, together.loss[pair.model],
                                                     together.loss[pair.against], {}, false));
        }
        result.coverage = coverage();
        return result;
    }

  private:
    [[nodiscard]] bool is_simulated(std::size_t m) const { return m >= n_closed_; }
    [[nodiscard]] SimulatedForecast const& simulated(std::size_t m, std::size_t start) const {
        return e_.simulated->models[m - n_closed_][start];
    }

    QuestionResult ask(Question const& question, std::size_t q, Losses& losses) {
        Climatology const past(e_.history, question, e_.horizon);
        QuestionResult result{question, {}, {}, std::vector<ModelResult>(names_.size()), {}};
        result.frequency.assign(question.outcomes().size(), 0);
        for (std::size_t i = 0; i < e_.starts.size(); ++i) {
            std::size_t const day = e_.starts[i], happened = past.happened(day);
            result.happened.push_back(static_cast<std::uint8_t>(happened));
            if (happened < result.frequency.size())
                result.frequency[happened] += 1 / static_cast<double>(e_.starts.size());
            auto const levels = question.levels(e_.history, day, e_.horizon);
            for (std::size_t m = 0; m < names_.size(); ++m) {
                auto p = m == climatology  ? past.at(day)
                         : is_simulated(m) ? simulated(m, i).probability[q]
                                           : probabilities(laws_[i][m - 1], question.kind, levels);
                p.resize(result.frequency.size());
                for (double& one : p) one = checked(one, question, m, day);
                take(p, happened, losses, m, i);
                auto& all = result.models[m].probability;
                all.insert(all.end(), p.begin(), p.end());
            }
        }
        for (std::size_t m = 0; m < names_.size(); ++m) judge(result, losses, m);
        for (auto const& pair : pairs_) result.pairs.push_back(compared(result, losses, pair));
        return result;
    }

    /// The losses of a forecast; of a simulated one, without what chance adds.
    void take(std::vector<double> const& p, std::size_t happened, Losses& losses, std::size_t m,
              std::size_t start) const {
        auto& loss = losses.loss[m][start];
        loss = loss_of(p, happened);
        if (!is_simulated(m)) return;
        auto const chance = chance_of(p, happened, e_.simulated->paths);
        loss = loss - chance.excess;
        losses.error[m][start] = chance.brier_error;
    }

    /// A probability as it may be but for rounding.
    double checked(double p, Question const& question, std::size_t model, std::size_t day) const {
        constexpr double rounding = 1e-9;
        if (p >= -rounding && p <= 1 + rounding) return std::clamp(p, 0.0, 1.0);
        throw Error(Exit::failed, "the forecast of " + names_[model].name + " for " +
                                      question.name + " over " + std::to_string(e_.horizon) +
                                      " d from " + words::iso_utc(e_.history.time(day)) + " is " +
                                      std::to_string(p) + ", which is no probability");
    }

    void judge(QuestionResult& result, Losses const& losses, std::size_t m) {
        auto& model = result.models[m];
        score(model, losses, m, result.question.kind != Question::Kind::touch);
        for (std::size_t outcome = 0; outcome < result.frequency.size(); ++outcome)
            model.reliability.push_back(reliability_of(bootstrap_, {foretold(result, m, outcome)}));
    }

    void score(ModelResult& model, Losses const& losses, std::size_t m, bool splits) const {
        auto const& loss = losses.loss;
        model.score =
            score_of(bootstrap_, loss[m], loss[climatology], loss[constant_volatility], splits);
        model.brier_error = losses.mean_error(m);
        model.years = by_year(loss[m], years_);
    }

    PairGain compared(QuestionResult const& result, Losses const& losses, ModelPair pair) const {
        std::size_t const n = result.frequency.size();
        auto const& one = result.models[pair.model].probability;
        auto const& other = result.models[pair.against].probability;
        std::vector<std::vector<double>> shift(n);
        for (std::size_t i = 0; i < one.size(); ++i) shift[i % n].push_back(one[i] - other[i]);
        return gain_of(bootstrap_, losses.loss[pair.model], losses.loss[pair.against], shift,
                       result.question.kind != Question::Kind::touch);
    }

    static Foretold foretold(QuestionResult const& result, std::size_t m, std::size_t outcome) {
        Foretold one;
        std::size_t const n = result.frequency.size();
        for (std::size_t i = 0; i < result.happened.size(); ++i) {
            one.probability.push_back(result.models[m].probability[n * i + outcome]);
            one.happened.push_back(result.happened[i] == outcome ? 1 : 0);
        }
        return one;
    }

    std::vector<ModelResult> pooled(std::vector<QuestionResult> const& questions,
                                    Losses const& losses) {
        std::vector<ModelResult> models(names_.size());
        for (std::size_t m = 0; m < names_.size(); ++m) {
            score(models[m], losses, m, false);
            std::vector<Foretold> all;
            for (auto const& question : questions)
                if (question.question.kind == Question::Kind::touch)
                    all.push_back(foretold(question, m, 0));
            models[m].reliability.push_back(reliability_of(bootstrap_, all));
        }
        return models;
    }

    std::vector<Coverage> coverage() const {
        std::vector<Coverage> all;
        for (std::size_t m = 1; m < names_.size(); ++m) {
            std::vector<double> high, low;
            for (std::size_t i = 0; i < e_.starts.size(); ++i) {
                auto const extremes = e_.history.extremes(e_.starts[i], e_.horizon);
                bool const counted = is_simulated(m);
                high.push_back(counted ? simulated(m, i).high
                                       : 1 - touch_probability(laws_[i][m - 1], extremes.high));
                low.push_back(counted ? simulated(m, i).low
                                      : 1 - touch_probability(laws_[i][m - 1], extremes.low));
            }
            all.push_back({coverage_of(bootstrap_, high), coverage_of(bootstrap_, low)});
        }
        return all;
    }

    Evaluated const& e_;
    std::size_t n_closed_;  ///< models before those that are simulated
    std::vector<ModelName> names_;
    std::vector<ModelPair> pairs_;
    BlockBootstrap const& bootstrap_;
    std::vector<std::vector<VarianceLaw>> laws_;  ///< by start, then by closed form from B on
    std::vector<int> years_;
};

}  // namespace

HorizonResult evaluate(Evaluated const& evaluated, std::vector<Question> const& questions,
                       BlockBootstrap const& bootstrap) {
    return Evaluation(evaluated, bootstrap).run(questions);
}

}  // namespace liq::validation
