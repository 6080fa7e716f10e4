/// \file
/// What an event needs to know of its scenario, and the checks that several kinds share.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "models/core/units.hpp"

namespace liq::events {

/// The horizon and the step of the run, and the places where the keys of an event were written.
struct Setting {
    Duration horizon;
    Duration step;
    /// The place of a dotted key, for messages: "file:line:column" or "--set KEY".
    std::function<std::string(std::string const& key)> place_of;
    std::string event;    ///< "event.NAME"
    std::string section;  ///< the event, or a part of it: "event.NAME.steps[0]"

    /// The setting of one event.
    [[nodiscard]] Setting of_event(std::string const& name) const;
    /// The setting of a part of the event: "steps[0]".
    [[nodiscard]] Setting part(std::string const& name) const;
    /// The dotted key of a member of this section.
    [[nodiscard]] std::string key(std::string const& name) const { return section + "." + name; }
    /// The beginning of a message about any dotted key: `<place>: <key> = <value>`.
    [[nodiscard]] std::string key_and_value(std::string const& key, std::string const& value) const;
    /// The same for a member of this section.
    [[nodiscard]] std::string found(std::string const& name, std::string const& value) const {
        return key_and_value(key(name), value);
    }
};

/// A price with its unit, with the digits that scenario files use: "106000 USD".
std::string usd(double value);

/// Refuses a duration that is not a whole number of steps.
/// \param key  dotted key of the duration, for the message
void check_whole_steps(Setting const& setting, std::string const& key, Duration duration);

/// Refuses a moment after the horizon, or between two steps.
/// \param name  name of the member of the section
void check_moment(Setting const& setting, std::string const& name,
                  std::optional<Duration> const& moment);

/// Refuses a section that has neither or both of two members.
void check_one_of(Setting const& setting, char const* first, bool has_first, char const* second,
                  bool has_second);

/// " within 30 d"; the horizon where the event has no `by`.
std::string within(std::optional<Duration> const& by, Duration horizon);

}  // namespace liq::events
