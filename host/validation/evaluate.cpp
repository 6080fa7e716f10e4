#include "host/validation/evaluate.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "host/errors.hpp"
#include "host/validation/tables.hpp"
#include "host/words/utc_time.hpp"

namespace liq::validation {
namespace {

using Losses = std::vector<std::vector<Loss>>;  ///< by model, then by start

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

class Evaluation {
  public:
    Evaluation(PriceHistory const& history, std::vector<std::size_t> const& starts,
               std::size_t horizon, ImpliedVolatility const* implied,
               BlockBootstrap const& bootstrap)
        : history_(history),
          starts_(starts),
          horizon_(horizon),
          names_(models_of(implied != nullptr)),
          bootstrap_(bootstrap) {
        HorizonModels models(history, horizon, implied);
        for (std::size_t const day : starts) {
            laws_.push_back(models.laws(day));
            years_.push_back(history.year(day));
        }
    }

    HorizonResult run(std::vector<Question> const& questions) {
        HorizonResult result;
        result.days = horizon_;
        Losses together(names_.size(), std::vector<Loss>(starts_.size()));
        double const n_touches = static_cast<double>(
            std::ranges::count(questions, Question::Kind::touch, &Question::kind));
        for (auto const& question : questions) {
            Losses losses;
            result.questions.push_back(ask(question, losses));
            if (question.kind != Question::Kind::touch) continue;
            for (std::size_t m = 0; m < losses.size(); ++m)
                for (std::size_t i = 0; i < starts_.size(); ++i)
                    add(together[m][i], losses[m][i], 1 / n_touches);
        }
        if (n_touches > 0) result.touches = pooled(result.questions, together);
        result.coverage = coverage();
        return result;
    }

  private:
    static void add(Loss& sum, Loss const& one, double share) {
        sum.brier += share * one.brier;
        sum.log += share * one.log;
    }

    QuestionResult ask(Question const& question, Losses& losses) {
        Climatology const past(history_, question, horizon_);
        QuestionResult result{question, {}, {}, std::vector<ModelResult>(names_.size())};
        losses.assign(names_.size(), {});
        std::size_t const n_named = question.outcomes().size();
        result.frequency.assign(n_named, 0);
        for (std::size_t i = 0; i < starts_.size(); ++i) {
            std::size_t const day = starts_[i], happened = past.happened(day);
            result.happened.push_back(static_cast<std::uint8_t>(happened));
            if (happened < n_named)
                result.frequency[happened] += 1 / static_cast<double>(starts_.size());
            auto const levels = question.levels(history_, day, horizon_);
            for (std::size_t m = 0; m < names_.size(); ++m) {
                auto p = m == climatology ? past.at(day)
                                          : probabilities(laws_[i][m - 1], question.kind, levels);
                p.resize(n_named);
                for (double& one : p) one = checked(one, question, m, day);
                losses[m].push_back(loss_of(p, happened));
                auto& all = result.models[m].probability;
                all.insert(all.end(), p.begin(), p.end());
            }
        }
        for (std::size_t m = 0; m < names_.size(); ++m) judge(result, losses, m);
        return result;
    }

    /// A probability as it may be but for rounding.
    double checked(double p, Question const& question, std::size_t model, std::size_t day) const {
        constexpr double rounding = 1e-9;
        if (p >= -rounding && p <= 1 + rounding) return std::clamp(p, 0.0, 1.0);
        throw Error(Exit::failed, "the forecast of " + names_[model].name + " for " +
                                      question.name + " over " + std::to_string(horizon_) +
                                      " d from " + words::iso_utc(history_.time(day)) + " is " +
                                      std::to_string(p) + ", which is no probability");
    }

    void judge(QuestionResult& result, Losses const& losses, std::size_t m) {
        auto& model = result.models[m];
        bool const is_race = result.question.kind != Question::Kind::touch;
        model.score = score_of(bootstrap_, losses[m], losses[climatology],
                               losses[constant_volatility], is_race);
        model.years = by_year(losses[m], years_);
        for (std::size_t outcome = 0; outcome < result.frequency.size(); ++outcome)
            model.reliability.push_back(reliability_of(bootstrap_, {foretold(result, m, outcome)}));
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
            models[m].score = score_of(bootstrap_, losses[m], losses[climatology],
                                       losses[constant_volatility], false);
            models[m].years = by_year(losses[m], years_);
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
            for (std::size_t i = 0; i < starts_.size(); ++i) {
                auto const extremes = history_.extremes(starts_[i], horizon_);
                high.push_back(1 - touch_probability(laws_[i][m - 1], extremes.high));
                low.push_back(1 - touch_probability(laws_[i][m - 1], extremes.low));
            }
            all.push_back({coverage_of(bootstrap_, high), coverage_of(bootstrap_, low)});
        }
        return all;
    }

    PriceHistory const& history_;
    std::vector<std::size_t> const& starts_;
    std::size_t horizon_;
    std::vector<ModelName> names_;
    BlockBootstrap const& bootstrap_;
    std::vector<std::vector<VarianceLaw>> laws_;  ///< by start, then by model from B on
    std::vector<int> years_;
};

}  // namespace

HorizonResult evaluate(PriceHistory const& history, std::vector<std::size_t> const& starts,
                       std::size_t horizon, std::vector<Question> const& questions,
                       ImpliedVolatility const* implied, BlockBootstrap const& bootstrap) {
    return Evaluation(history, starts, horizon, implied, bootstrap).run(questions);
}

}  // namespace liq::validation
