/// \file
/// A valid scenario with many keys, and helpers to change and to read it.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "host/errors.hpp"
#include "host/scenario/read_scenario.hpp"

namespace liq::sample {

inline std::string const full = R"(schema = 1
name = "june-2025"
description = "113K before 93K? \"quoted\" \\ tab\t é"

[market]
file = "btc.h5"
spot = 101_500.0
liquidatable_share = { long = 0.4, short = 0.3 }
open_interest_factor = 1.5

[simulation]
paths = 1_000_000
horizon = "30d"
step = "5min"
seed = 20250605
monitoring = "step"

[price]
model = "gbm"
drift = 0.1
initial_jump = -0.05
volatility = 0.40

[cascade]
enabled = true
book = "frozen"
market_fraction = 0.9
mark_pass_through = 0.8
max_rounds = 128

[impact]
depth = { bid = 512e6, ask = 362e6 }
exponent = 1.16
resilience = "1.5h"
permanent_share = 0.1

[impact.withdrawal]
sensitivity = 0.5
recovery = "2h"
floor = 0.1

[report]
times = 60
price_bins = 100
quantiles = [0.05, 0.5, 0.95]

[[event]]
name = "race_113k_93k"
kind = "race"
up = 113_000
down = 93_000
by = "30d"

[[event]]
name = "touch_97k"
kind = "touch"
level = 97_000
by = "7d"

[[event]]
name = "closes_above_100k"
kind = "close"
level = 100_000
at = "12h"
)";

/// The scenario with the first `from` replaced by `to`.
inline std::string with(std::string const& from, std::string const& to) {
    std::string text = full;
    auto const at = text.find(from);
    if (at == std::string::npos) throw std::logic_error("the sample has no " + from);
    return text.replace(at, from.size(), to);
}

inline scenario::Scenario read(std::string const& text, std::vector<std::string> const& set = {}) {
    return scenario::parse_scenario(text, "folder/s.toml", set);
}

/// Predicates for EXPECT_PRED2, which shows both texts when one fails.
inline bool contains(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}
inline bool starts_with(std::string const& text, std::string const& start) {
    return text.starts_with(start);
}

/// The message with which a text is refused; empty if the text is accepted.
inline std::string refusal(std::string const& text, std::vector<std::string> const& set = {}) {
    try {
        read(text, set);
    } catch (Error const& error) {
        return (error.exit() == Exit::bad_input ? "" : "wrong exit code: ") +
               std::string(error.what());
    }
    return {};
}

}  // namespace liq::sample
