/// \file
/// What an event learns from its scenario, and the checks that several kinds share.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "models/core/units.hpp"

namespace liq::events {

/// The clock of the run, and where the keys of an event were written.
struct Setting {
    Duration horizon;
    Duration step;
    /// Where a dotted key was written, for messages: "file:line:column" or "--set KEY".
    std::function<std::string(std::string const& key)> place_of;
    std::string event;    ///< "event.NAME"
    std::string section;  ///< the same, or a part of it: "event.NAME.steps[0]"

    /// The setting of one event.
    [[nodiscard]] Setting of_event(std::string const& name) const;
    /// The setting of a part of the event: "steps[0]".
    [[nodiscard]] Setting part(std::string const& name) const;
    /// The dotted key of a member of this section.
    [[nodiscard]] std::string key(std::string const& name) const { return section + "." + name; }
    /// `<place>: <key> = <value>`, of any dotted key.
    [[nodiscard]] std::string stated(std::string const& key, std::string const& value) const;
    /// The same of a member of this section.
    [[nodiscard]] std::string found(std::string const& name, std::string const& value) const {
        return stated(key(name), value);
    }
};

/// A level or a spot with its unit, as files have it: "106000 USD".
std::string usd(double value);

/// Refuses a length of time that is not a whole number of steps.
/// \param key  dotted
void check_whole_steps(Setting const& setting, std::string const& key, Duration duration);

/// Refuses a moment beyond the horizon, or between two steps.
/// \param name  of a member of the section
void check_moment(Setting const& setting, std::string const& name,
                  std::optional<Duration> const& moment);

/// Refuses neither and both of two members of the section.
void check_one_of(Setting const& setting, char const* first, bool has_first, char const* second,
                  bool has_second);

/// " within 30 d", to the horizon where the event has no `by`.
std::string within(std::optional<Duration> const& by, Duration horizon);

}  // namespace liq::events
