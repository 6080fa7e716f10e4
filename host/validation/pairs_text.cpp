#include <algorithm>
#include <cmath>

#include "host/validation/backtest_report.hpp"
#include "host/words/numbers.hpp"

namespace liq::validation {
namespace {

using words::Look;

constexpr double per_gain = 1e4, per_nat = 1e3;

std::string range_of_gain(Estimated const& one) {
    if (std::isnan(one.low)) return words::unknown;
    return words::signed_plain(per_gain * one.low, 1) + " to " +
           words::signed_plain(per_gain * one.high, 1);
}

std::vector<words::Cell> row_of(std::string const& name, PairGain const& gain, double up,
                                double down) {
    return {name,
            words::points(up),
            words::points(down),
            words::signed_plain(per_gain * gain.brier.value, 1),
            range_of_gain(gain.brier),
            words::signed_plain(per_nat * gain.log.value, 2)};
}

/// The mean shift of the touches above, or below.
double mean_shift(HorizonResult const& horizon, std::size_t pair, bool above) {
    double sum = 0, n = 0;
    for (auto const& question : horizon.questions) {
        auto const& asked = question.question;
        if (asked.kind != Question::Kind::touch || (asked.up < asked.down) != above) continue;
        sum += question.pairs[pair].shift[0].value;
        n += 1;
    }
    return sum / n;
}

void add_pair(BacktestResult const& result, std::size_t pair, words::TextPage& page) {
    auto const& [model, against] = result.pairs[pair];
    std::string const first = result.models[model].name, second = result.models[against].name;
    page.line();
    page.line((first == "S" ? "WHAT THE CASCADE ADDS: " : "THE ENGINE'S LAW OF THE PRICE: ") +
                  first + " beside " + second,
              Look::strong);
    words::Table table;
    table.head({"", "up", "down", "Brier", "95 %", "log"});
    for (std::size_t h = 0; h < result.horizons.size(); ++h) {
        auto const& horizon = result.horizons[h];
        std::string const days = "  " + std::to_string(horizon.days) + " d, ";
        for (auto const& question : horizon.questions) {
            if (question.question.kind == Question::Kind::touch) continue;
            auto const& gain = question.pairs[pair];
            bool const is_scaled = question.question.kind == Question::Kind::scaled_race;
            table.row(row_of(days + (is_scaled ? "scaled race" : "race"), gain, gain.shift[0].value,
                             gain.shift[1].value));
        }
        if (!horizon.touches.empty())
            table.row(row_of(days + "touches", horizon.touch_pairs[pair],
                             mean_shift(horizon, pair, true), mean_shift(horizon, pair, false)));
    }
    page.table(table);
}

/// The largest standard error of a Brier score by simulation.
double largest_error(BacktestResult const& result) {
    double largest = 0;
    for (auto const& horizon : result.horizons) {
        for (auto const& question : horizon.questions)
            for (auto const& model : question.models)
                largest = std::max(largest, model.brier_error);
        for (auto const& model : horizon.touches) largest = std::max(largest, model.brier_error);
    }
    return largest;
}

}  // namespace

std::string assumption_of(BacktestResult const& result) {
    if (!result.simulation) return {};
    bool const has_cascade = result.models.back().name == "S";
    return simulation_in_words(*result.simulation, result.asked.engine.law, has_cascade) +
           " The number of paths leaves a standard error of at most " +
           words::significant(largest_error(result)) + " in a Brier score.";
}

void add_pairs(BacktestResult const& result, words::TextPage& page) {
    if (result.pairs.empty()) return;
    for (std::size_t pair = 0; pair < result.pairs.size(); ++pair) add_pair(result, pair, page);
    page.paragraph("",
                   "up, down: mean change of the probability, in percentage points; gains are "
                   "what the second one loses more, with intervals of 95 %.");
}

}  // namespace liq::validation
