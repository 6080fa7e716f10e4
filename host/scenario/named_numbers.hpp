/// \file
/// The form that collects the numbers of a section with their dotted names.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "models/core/parameter_form.hpp"

namespace liq::scenario {

struct NamedNumber {
    std::string key;  ///< dotted, `event.NAME.level`
    double value = 0;
    std::string unit;
};

/// Collects every double that is set, also those in lists of small tables. It ignores all other
/// members.
class NamedNumbers {
  public:
    explicit NamedNumbers(std::string section) : section_(std::move(section)) {}

    std::vector<NamedNumber> numbers;

    void field(char const* name, double value, Field const& f) {
        numbers.push_back({section_ + "." + name, value, f.unit});
    }
    void field(char const* name, std::optional<double> const& value, Field const& f) {
        if (value) field(name, *value, f);
    }
    template <class Part>
        requires requires(Part part, NamedNumbers& form) { part.describe(form); }
    void field(char const* name, std::vector<Part> const& parts, Field const&) {
        for (std::size_t i = 0; i < parts.size(); ++i) {
            NamedNumbers below(section_ + "." + name + "[" + std::to_string(i) + "]");
            Part part = parts[i];
            part.describe(below);
            numbers.insert(numbers.end(), below.numbers.begin(), below.numbers.end());
        }
    }
    template <class Other>
        requires(!std::is_same_v<std::remove_cvref_t<Other>, double>)
    void field(char const* /*name*/, Other const& /*value*/, Field const& /*field*/) {}

  private:
    std::string section_;
};

/// The numbers of any object that has a `describe` function.
template <class Described>
std::vector<NamedNumber> named_numbers(Described described, std::string section) {
    NamedNumbers form(std::move(section));
    described.describe(form);
    return std::move(form.numbers);
}

}  // namespace liq::scenario
