/// \file
/// The engine's tables of observed events, while planning fills them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/events/setting.hpp"
#include "host/market/market.hpp"
#include "kernels/plan.hpp"

namespace liq::events {

struct Tables {
    Plan& plan;  ///< horizon and step are already set
    std::vector<std::string>& warnings;
    market::Market const& market;
    double spot;      ///< USD
    Setting setting;  ///< of the event that is being added

    static OutcomeBits bit(int outcome) { return OutcomeBits{1} << outcome; }
    [[nodiscard]] LogPrice log_of(double level) const;
    /// The number of steps until a moment; until the horizon where the moment is absent.
    [[nodiscard]] int steps_until(std::optional<Duration> const& until) const;
};

/// Completes the tables after all events were added: sorts the levels and reserves the memory of a
/// path.
void close_tables(Plan& plan);

}  // namespace liq::events
