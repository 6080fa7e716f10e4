#include "host/validation/question.hpp"

#include <cmath>

#include "host/estimation/har_forecast.hpp"
#include "host/words/values.hpp"

namespace liq::validation {

std::vector<std::string> Question::outcomes() const {
    if (kind == Kind::touch) return {"hit"};
    return {"up", "down", "neither"};
}

Question::Levels Question::levels(PriceHistory const& history, std::size_t day,
                                  std::size_t horizon) const {
    if (kind != Kind::scaled_race) return {up, down};
    double const deviation =
        std::sqrt(static_cast<double>(horizon) * trailing_variance(history, day));
    return {up * deviation, down * deviation};
}

std::size_t Question::outcome(PriceHistory const& history, std::size_t day,
                              std::size_t horizon) const {
    auto const at = levels(history, day, horizon);
    auto const reached = history.first_reached(day, horizon, at.up, at.down);
    if (kind == Kind::touch) return reached == PriceHistory::neither ? 1 : 0;
    return reached;
}

double trailing_variance(PriceHistory const& history, std::size_t day) {
    return history.variance().mean(day - estimation::har_windows.back(), day);
}

std::vector<Question> questions_of(double up, double down, std::vector<double> const& moves) {
    std::vector<Question> questions{{"race", Question::Kind::race, up, down},
                                    {"scaled_race", Question::Kind::scaled_race, 1, 1}};
    for (double const move : moves) {
        std::string const percent = words::plain_number(100 * move);
        questions.push_back({"touch_up_" + percent, Question::Kind::touch, std::log1p(move)});
        questions.push_back({"touch_down_" + percent, Question::Kind::touch, Question::no_level,
                             -std::log1p(-move)});
    }
    return questions;
}

}  // namespace liq::validation
