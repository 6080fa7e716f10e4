#include "host/scenario/scale_checks.hpp"

#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host/scenario/named_numbers.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::scenario {
namespace {

/// The table whose keys are checked.
constexpr char const* section = "price";

/// The largest absolute value of a key that is plausible in the right unit. Coins of small value
/// had volatilities of about 300 % a year over a month and lost 60 % within a day.
struct Largest {
    std::string_view key;
    double size;
    char const* meaning;  ///< says what a value of this key means in percent
};
constexpr std::array largest{
    Largest{"price.drift", 2, "1 is 100 % a year"},
    Largest{"price.initial_jump", 1, "-0.1 is a fall of about 10 %"},
    Largest{"price.volatility", 5, "1 is 100 % a year"},
    Largest{"price.jump_mean", 0.5, "0.01 is about 1 %"},
    Largest{"price.jump_sd", 0.5, "0.01 is about 1 %"},
    Largest{"price.jump_up_mean", 0.5, "0.01 is about 1 %"},
    Largest{"price.jump_down_mean", 0.5, "0.01 is about 1 %"},
    Largest{"price.variance0", 10, "the square of the volatility, 0.16 for 40 % a year"},
    Largest{"price.long_run_variance", 10, "the square of the volatility, 0.16 for 40 % a year"},
    Largest{"price.vol_of_variance", 20, "1 is 100 % a year"},
};

void check(NamedNumber const& number, Scenario& scenario) {
    for (Largest const& one : largest) {
        if (one.key != number.key || std::abs(number.value) <= one.size) continue;
        std::string text = scenario.place_of(number.key) + ": " + number.key + " = " +
                           plain_number(number.value) + " is very large (" + one.meaning + ")";
        if (std::abs(number.value / 100) <= one.size)
            text += ". Did you mean " + plain_number(number.value / 100) + "?";
        scenario.warnings.push_back(std::move(text));
    }
}

}  // namespace

void warn_of_percentages(Scenario& scenario) {
    auto const check_all = [&](auto const& described) {
        for (auto const& number : named_numbers(described, section)) check(number, scenario);
    };
    check_all(scenario.price);
    std::visit(check_all, PriceParameters(scenario.price_model));
}

}  // namespace liq::scenario
