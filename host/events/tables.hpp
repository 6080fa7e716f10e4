/// \file
/// The engine's tables of what is observed, while events fill them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/events/setting.hpp"
#include "host/market/market.hpp"
#include "kernels/plan.hpp"

namespace liq::events {

struct Tables {
    Plan& plan;  ///< its clock is known
    std::vector<std::string>& warnings;
    market::Market const& market;
    double spot;      ///< USD
    Setting setting;  ///< of the event at hand

    static OutcomeBits bit(int outcome) { return OutcomeBits{1} << outcome; }
    [[nodiscard]] LogPrice log_of(double level) const;
    /// Steps until a moment; until the horizon where it is not stated.
    [[nodiscard]] int steps_until(std::optional<Duration> const& until) const;
};

/// Ends the tables when all events have filled them: sorts the levels, reserves the memory of a
/// path.
void close_tables(Plan& plan);

}  // namespace liq::events
