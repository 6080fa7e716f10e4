#include "host/scenario/field_text.hpp"

#include <string_view>

#include "host/scenario/toml_text.hpp"

namespace liq::scenario {

std::string unit_text(Field const& field) {
    return std::string_view(field.unit) == "1" ? "" : std::string(" ") + field.unit;
}

std::string meaning_text(Field const& field) {
    return std::string(" (") + field.meaning + ")";
}

std::string accepted_numbers(Field const& field) {
    auto const range = range_text(field.range);
    return (range == "a finite number" ? range : "a number " + range) + unit_text(field);
}

}  // namespace liq::scenario
