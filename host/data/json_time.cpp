#include "host/data/json_time.hpp"

#include <cmath>

#include "host/data/cells.hpp"
#include "host/errors.hpp"

namespace liq::data {

using nlohmann::json;

std::int64_t time_of(json const& value, JsonPlace const& place) {
    double const count = number_of(value, place);
    require(!std::isnan(count), place.text() + " is empty; a time is needed");
    auto const time = time_of_count(count);
    require(time.has_value(), place.text() + " is not a count of s, ms, us or ns since 1970");
    return *time;
}

std::int64_t time_at(json const& object, char const* key, JsonPlace const& place) {
    return time_of(member(object, key, place), place.at(key));
}

std::int64_t time_or_zero(json const& object, char const* key, JsonPlace const& place) {
    auto const found = object.find(key);
    return found == object.end() || found->is_null() ? 0 : time_of(*found, place.at(key));
}

}  // namespace liq::data
