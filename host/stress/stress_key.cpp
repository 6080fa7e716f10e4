#include "host/stress/stress_key.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <variant>

#include "host/errors.hpp"
#include "host/scenario/catalogue.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/scenario/suggestion.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/printable.hpp"

namespace liq::stress {
namespace {

/// The form that collects the numbers of a scenario; for other keys it states why they are none.
class Numbers {
  public:
    /// A key that cannot be varied.
    struct Other {
        std::string name;
        std::string is;  ///< the reason, such as "is a duration"
    };

    void enter(std::string section) { section_ = std::move(section); }

    void field(char const* name, double value, Field const& f) { add(name, {value}, {}, f); }
    void field(char const* name, PerSide value, Field const& f) {
        add_sides(name, {value.long_side, value.short_side}, {"long", "short"}, f);
    }
    void field(char const* name, DepthKey const& key, Field const& f) {
        if (key.from_market)
            other(name, "is the snapshot's table; set it to a number or to { bid, ask }");
        else
            add_sides(name, {key.usd.bid, key.usd.ask}, {"bid", "ask"}, f);
    }
    void field(char const* name, int, Field const&) { other(name, "is a whole number"); }
    void field(char const* name, std::uint64_t, Field const&) { other(name, "is a whole number"); }
    void field(char const* name, bool, Field const&) { other(name, "is true or false"); }
    void field(char const* name, std::string const&, Field const&) { other(name, "is a text"); }
    void field(char const* name, Duration, Field const&) { other(name, "is a duration"); }
    void field(char const* name, DurationOrNever, Field const&) { other(name, "is a duration"); }
    void field(char const* name, Turnover const& value, Field const& f) {
        if (!value.leverage_days)
            return other(name, value.of_all ? "is a duration" : "is a list of durations");
        std::string const number = std::string(name) + ".leverage_days";
        other(name, "is a table; vary " + scenario::dotted(section_, number));
        add(number.c_str(), {*value.leverage_days}, {},
            {.unit = "d", .range = leverage_days_range, .meaning = f.meaning});
    }
    void field(char const* name, std::vector<double> const&, Field const&) {
        other(name, "is a list");
    }
    void field(char const* name, scenario::TargetError const&, Field const&) {
        other(name, "states how exact a run has to be, and does not change the model");
    }
    void field(char const* name, scenario::ImpliedVolatility const&, Field const&) {
        other(name, is_benchmark);
    }
    void field(char const* name, std::vector<scenario::Quote> const&, Field const&) {
        other(name, is_benchmark);
    }
    template <class Part>
        requires std::is_class_v<Part>
    void field(char const* name, std::vector<Part> const& parts, Field const&) {
        std::string const section = section_;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            section_ = scenario::dotted(section, name) + "." + std::to_string(i);
            Part part = parts[i];
            part.describe(*this);
        }
        section_ = section;
    }
    template <class T>
    void field(char const* name, std::optional<T> const& value, Field const& f) {
        if (value)
            field(name, *value, f);
        else
            other(name, std::string("is left at its default (") + f.default_text +
                            "); give it a value with --set " + scenario::dotted(section_, name) +
                            "=...");
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void field(char const* name, Enum, Field const&) {
        other(name, "is one of several words");
    }

    std::vector<StressKey> keys;
    std::vector<Other> others;

  private:
    static constexpr char const* is_benchmark =
        "is what a market says, and does not change the model";

    void other(char const* name, std::string is) {
        others.push_back({scenario::dotted(section_, name), std::move(is)});
    }
    void add(char const* name, std::vector<double> base, std::array<char const*, 2> sides,
             Field const& f) {
        bool const positive = std::ranges::all_of(base, [](double value) { return value > 0; });
        keys.push_back({scenario::dotted(section_, name), f.unit, f.meaning, f.range,
                        std::move(base), sides, positive && f.range.low >= 0});
    }
    void add_sides(char const* name, std::vector<double> const& base,
                   std::array<char const*, 2> sides, Field const& f) {
        if (base[0] == base[1])
            add(name, {base[0]}, {}, f);
        else if (std::min(base[0], base[1]) > 0)
            add(name, base, sides, f);
        else
            other(name, "has a side that is 0, which a factor cannot change; set it to one number");
    }

    std::string section_;
};

/// All numbers of the scenario, except those about the computation and the report.
Numbers numbers_of(scenario::Scenario scenario) {
    Numbers numbers;
    scenario::for_each_section(scenario, [&](std::string const& name, auto& section) {
        if (!scenario::section_applies(scenario, name)) return;
        numbers.enter(name);
        section.describe(numbers);
    });
    scenario::for_each_section(scenario, [&](std::string const& name, auto&) {
        scenario::visit_choice_of(scenario, name, [&](char const*, auto& chosen, char const*) {
            numbers.enter(name);
            std::visit([&](auto& one) { one.describe(numbers); }, chosen);
        });
    });
    for (std::size_t i = 0; i < scenario.walls.size(); ++i) {
        numbers.enter("wall." + std::to_string(i));
        scenario.walls[i].describe(numbers);
    }
    for (events::Event& event : scenario.events) {
        numbers.enter("event." + event.name);
        std::visit([&](auto& question) { question.describe(numbers); }, event.question);
    }
    return numbers;
}

/// Slightly inside a bound, because exp and ln round.
double inside(double limit) {
    return limit * (1 - 1e-9);
}

}  // namespace

double StressKey::value(double change) const {
    if (has_sides()) return std::exp(change);
    return is_ratio ? base[0] * std::exp(change) : base[0] + change;
}

std::string StressKey::toml(double change) const {
    if (!has_sides()) return scenario::toml_number(value(change));
    double const factor = value(change);
    return std::string("{ ") + sides[0] + " = " + scenario::toml_number(factor * base[0]) + ", " +
           sides[1] + " = " + scenario::toml_number(factor * base[1]) + " }";
}

double StressKey::limit(int direction) const {
    auto const [smallest, largest] = std::ranges::minmax(base);
    if (!is_ratio) {
        double const room = direction > 0 ? range.high - largest : smallest - range.low;
        return std::isfinite(room) ? inside(std::max(room, 0.0)) : largest_ratio;
    }
    double const ratio = direction > 0 ? range.high / largest : smallest / range.low;
    return inside(std::log(std::clamp(ratio, 1.0, largest_ratio)));
}

StressKey stress_key(scenario::Scenario const& scenario, std::string const& name) {
    Numbers const numbers = numbers_of(scenario);
    std::vector<std::string> names;
    for (StressKey const& key : numbers.keys) {
        if (key.name == name) return key;
        names.push_back(key.name);
    }
    for (Numbers::Other const& other : numbers.others) {
        require(other.name != name, "stress --vary " + name + ": " + name + " " + other.is +
                                        "; accepted: a number of the scenario, such as " +
                                        "price.initial_jump");
    }
    for (scenario::KeyInfo const& info : scenario::known_keys())
        require(info.key != name,
                "stress --vary " + name + ": " + name +
                    (info.type == "number" && !info.only_with_key.empty()
                         ? " is used only with " + info.only_with_key + " = \"" +
                               info.only_with_word + "\""
                         : " is not a number (" + info.type + ")") +
                    "; accepted: a number of the scenario, such as price.initial_jump");
    auto const near = scenario::nearest(name, names);
    std::string known =
        near ? "Did you mean " + *near + "?" : scenario::suggestion_for(name, names);
    if (known.empty()) known = "Such numbers are " + scenario::some_of(names);
    refuse("stress --vary " + words::printable(name) + ": is not a number of this scenario. " +
           known);
}

}  // namespace liq::stress
