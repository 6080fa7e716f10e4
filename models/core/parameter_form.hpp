/// \file
/// How a model, or a section of a scenario, says what its parameters are. It does so in one place.
///
/// A section is a struct whose members carry the defaults and which has
///
///     template <class Form> void describe(Form& form) {
///         form.field("volatility", volatility, {.unit = "per year^0.5", .range = positive(),
///                    .meaning = "annualised volatility of the price", .required = true});
///     }
///
/// Parser, range check, `liqcascade schema`, the resolved scenario in a report and the
/// documentation are all visitors ("forms") of that list. None of them repeats a name, a default or
/// a range. `Form::field` is overloaded on the type of the member: double, std::uint64_t, int,
/// bool, Duration, PerSide, BidAsk, std::string, std::optional of these, std::vector<double>, and
/// enumerations, whose accepted words are given in `Field::words` in the order of the enumerators.
#pragma once

#include <limits>

namespace liq {

/// Accepted values of a number; an open end excludes the bound itself.
struct Range {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool low_open = false;
    bool high_open = false;

    [[nodiscard]] constexpr bool contains(double value) const {
        bool const above = low_open ? value > low : value >= low;
        bool const below = high_open ? value < high : value <= high;
        return above && below;  // false for NaN
    }
};

constexpr Range positive() {
    return {.low = 0, .low_open = true};
}
constexpr Range not_negative() {
    return {.low = 0};
}
constexpr Range unit_interval() {
    return {.low = 0, .high = 1};
}
constexpr Range between(double low, double high) {
    return {.low = low, .high = high};
}
constexpr Range any_number() {
    return {};
}

/// What a form learns about one parameter, besides its name and its member.
struct Field {
    char const* unit = "1";
    Range range = any_number();
    char const* meaning = "";
    bool required = false;
    /// Accepted words of an enumeration, separated by spaces, in the order of its enumerators.
    char const* words = "";
    /// What the default is, where the member cannot hold it (std::optional): "the snapshot's".
    char const* default_text = "";
};

}  // namespace liq
