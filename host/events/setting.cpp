#include "host/events/setting.hpp"

#include "host/errors.hpp"
#include "host/words/values.hpp"

namespace liq::events {

Setting Setting::of_event(std::string const& name) const {
    Setting setting = *this;
    setting.event = setting.section = "event." + name;
    return setting;
}

Setting Setting::part(std::string const& name) const {
    Setting setting = *this;
    setting.section = key(name);
    return setting;
}

std::string Setting::key_and_value(std::string const& key, std::string const& value) const {
    return place_of(key) + ": " + key + " = " + value;
}

std::string usd(double value) {
    return words::plain_number(value) + " USD";
}

void check_whole_steps(Setting const& setting, std::string const& key, Duration duration) {
    auto const step = setting.step;
    if (duration.seconds % step.seconds == 0) return;
    auto const below = duration.seconds / step.seconds * step.seconds;
    auto const near = below > 0 ? below : step.seconds;
    refuse(setting.key_and_value(key, words::duration_text(duration)) +
           " is not a whole number of steps of " + words::duration_text(step) + ". Did you mean " +
           words::duration_text({near}) + "?");
}

void check_moment(Setting const& setting, std::string const& name,
                  std::optional<Duration> const& moment) {
    if (!moment) return;
    require(*moment <= setting.horizon,
            setting.found(name, words::duration_text(*moment)) +
                " is after simulation.horizon = " + words::duration_text(setting.horizon));
    check_whole_steps(setting, setting.key(name), *moment);
}

void check_one_of(Setting const& setting, char const* first, bool has_first, char const* second,
                  bool has_second) {
    // If both keys are absent, neither has a place; the message names that of the event's name.
    require(has_first || has_second, setting.place_of(setting.event + ".name") + ": " +
                                         setting.section + " has neither " + first + " nor " +
                                         second + "; accepted: one of them");
    require(!has_first || !has_second, setting.place_of(setting.key(second)) + ": " +
                                           setting.section + " has both " + first + " and " +
                                           second + "; accepted: one of them");
}

std::string within(std::optional<Duration> const& by, Duration horizon) {
    return " within " + words::length_in_words(by.value_or(horizon));
}

}  // namespace liq::events
