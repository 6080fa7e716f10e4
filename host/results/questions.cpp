#include "host/results/questions.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace liq {
namespace {

std::string length_in_words(Duration length) {
    std::array<std::pair<std::int64_t, char const*>, 4> const units{
        {{86'400, " d"}, {3'600, " h"}, {60, " min"}, {1, " s"}}};
    for (auto const& [seconds, name] : units) {
        if (length.seconds % seconds == 0) return std::to_string(length.seconds / seconds) + name;
    }
    return std::to_string(length.seconds) + " s";
}

}  // namespace

std::string price_in_words(double price) {
    std::array<char, 64> text{};
    int const decimals = price >= 1000 ? 0 : price >= 1 ? 2 : 6;
    bool const whole = std::abs(price - std::round(price)) < 5e-7;
    std::snprintf(text.data(), text.size(), "%.*f", whole ? 0 : decimals, price);
    std::string digits = text.data();
    std::size_t const end =
        digits.find('.') == std::string::npos ? digits.size() : digits.find('.');
    for (std::size_t at = end; at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

std::string question_in_words(Scenario const& scenario, Event const& event,
                              std::string const& outcome) {
    Duration const horizon = scenario.simulation.horizon;
    if (auto const* race = std::get_if<RaceEvent>(&event.question)) {
        std::string const up = price_in_words(race->up), down = price_in_words(race->down);
        std::string const within = " within " + length_in_words(race->by.value_or(horizon));
        if (outcome == "up") return "reaches " + up + " before " + down + within;
        if (outcome == "down") return "falls to " + down + " before " + up + within;
        return "reaches neither " + up + " nor " + down + within;
    }
    if (auto const* touch = std::get_if<TouchEvent>(&event.question)) {
        return "touches " + price_in_words(touch->level) + " within " +
               length_in_words(touch->by.value_or(horizon));
    }
    auto const& close = std::get<CloseEvent>(event.question);
    return "closes at or above " + price_in_words(close.level) + " after " +
           length_in_words(close.at.value_or(horizon));
}

}  // namespace liq
