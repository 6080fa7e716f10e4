/// \file
/// `liqcascade backtest`: how good forecasts of levels would have been, at every day of a history.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/data/candle_files.hpp"
#include "host/validation/models.hpp"
#include "host/validation/scores.hpp"
#include "host/validation/simulate.hpp"

namespace liq::validation {

/// What is asked, of which history, and how errors are estimated.
struct BacktestSettings {
    data::CandleFiles history;
    /// Holes are always filled: days that lack too much are unusable
    /// (estimation/daily_variance.hpp).
    data::Repairs repairs{data::OnGap::fill, data::OnDuplicate::refuse, data::OnDisorder::extend};
    std::vector<std::size_t> horizons{7, 14, 30};  ///< days, ascending
    /// Of the race, log distances: those of 113,000 and 93,000 USD from 101,500.
    double up = std::log(113.0 / 101.5), down = std::log(101.5 / 93.0);
    std::vector<double> moves{0.05, 0.1, 0.2};  ///< of touches, on both sides
    /// First and last start, midnights in UTC [Unix s]. Without the first one: the first of
    /// January that has `years_before` years of history before it.
    std::optional<std::int64_t> from, to;
    /// Bars before it are not used [Unix s].
    std::optional<std::int64_t> history_from;
    std::string implied;  ///< file of implied volatilities; empty: none
    std::string implied_column;
    std::uint64_t seed = 1;
    std::size_t replicates = BlockBootstrap::default_replicates;
    std::size_t block = BlockBootstrap::default_block;  ///< [days]
    EngineSettings engine;
};
inline constexpr int years_before = 3;

/// The ranges of predicted quantiles whose coverage is counted.
inline constexpr std::array<double, 3> coverage_levels{0.5, 0.9, 0.98};

/// Forecasts of one size, and how often what they said happened.
struct ReliabilityBin {
    std::size_t n = 0;    ///< forecasts
    double forecast = 0;  ///< their mean; NaN without any
    Estimated observed;   ///< share of them after which it happened
};
/// A bin of probabilities is this wide, the last one closed at 1.
inline constexpr std::size_t n_bins = 10;

struct YearScore {
    int year = 0;
    std::size_t n = 0;
    double brier = 0, log = 0;
};

/// One model on one question.
struct ModelResult {
    std::vector<double> probability;  ///< start by start, of the outcomes with a name
    Score score;
    /// Standard error of the Brier score by the number of paths, of touches together an upper
    /// bound; 0 for a closed form.
    double brier_error = 0;
    std::vector<std::vector<ReliabilityBin>> reliability;  ///< by outcome, then by bin
    std::vector<YearScore> years;
};

/// What a model gains against another, paired start by start.
struct PairGain {
    Estimated brier, log;          ///< what the other one loses more; [1], [nat]
    Estimated hit, direction;      ///< parts of `log`; touches: NaN
    std::vector<Estimated> shift;  ///< by outcome: mean difference of the probabilities
};

struct QuestionResult {
    Question question;
    std::vector<std::uint8_t> happened;  ///< start by start, see Question::outcome
    std::vector<double> frequency;       ///< of the outcomes with a name
    std::vector<ModelResult> models;
    std::vector<PairGain> pairs;  ///< see BacktestResult::pairs
};

/// How often the running high and low lay in the middle range of their law, by coverage level.
struct Coverage {
    std::array<Estimated, coverage_levels.size()> high, low;
};

struct HorizonResult {
    std::size_t days = 0;
    std::vector<QuestionResult> questions;
    /// The mean over all touches, by model; without probabilities.
    std::vector<ModelResult> touches;
    std::vector<PairGain> touch_pairs;  ///< without shifts
    std::vector<Coverage> coverage;     ///< by model from B on
};

struct BacktestResult {
    BacktestSettings asked;
    std::string file, sha256;        ///< of the first history file
    std::string read_as;             ///< what it was read as
    std::vector<std::string> notes;  ///< what was repaired or left out
    std::int64_t history_begin = 0, history_end = 0;
    std::vector<std::int64_t> starts;  ///< Unix s
    std::size_t n_daily = 0;           ///< starts of which these are some, where it simulates
    std::vector<ModelName> models;
    std::vector<ModelPair> pairs;
    std::optional<SimulationFacts> simulation;
    std::vector<HorizonResult> horizons;
    [[nodiscard]] std::size_t n_touches() const { return 2 * asked.moves.size(); }
};

/// Reads the history and scores all models on all questions.
/// \param engine  simulates the scenario of the settings; null where they have none
/// \throws Error for a history that cannot be read or is too short; Error(Exit::failed) where a
///     forecast is no number; SimulationsStopped
BacktestResult run_backtest(BacktestSettings const& settings, Engine* engine = nullptr);

/// The same for bars that were read.
BacktestResult backtest_of(BacktestSettings const& settings, data::Bars bars,
                           Engine* engine = nullptr);

}  // namespace liq::validation
