/// \file
/// Commands and options of the interface that this version does not have. Building one means
/// deleting its line here and adding it where the others are (command_line.cpp).
#pragma once

#include <array>

namespace liq::cli {

struct NotBuiltCommand {
    char const* group;  ///< command that it belongs to, or "" for the program itself
    char const* name;
    char const* purpose;
};

inline constexpr std::array<NotBuiltCommand, 4> not_built_commands{{
    {"", "calibrate", "fit a price model to data"},
    {"", "backtest", "score past probabilities against what happened"},
    {"market", "build", "make a market snapshot"},
    {"report", "html", "a report as a web page"},
}};

struct NotBuiltOption {
    char const* name;
    bool takes_value;
};

/// Options of `run`.
inline constexpr std::array<NotBuiltOption, 1> not_built_options{{
    {"--html", true},
}};

}  // namespace liq::cli
