/// \file
/// `liqcascade calibrate book`: the book of positions, estimated from reported liquidations.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "host/cli/messages.hpp"

namespace CLI {
class App;
}

namespace liq::cli {

struct CalibrateBookOptions {
    std::string recipe;
    std::string output;                        ///< empty: nothing is written
    std::optional<std::string> until;          ///< time
    std::optional<std::string> feed_break;     ///< day
    std::optional<std::string> feed_share;     ///< two shares, "0.2,0.4"
    std::optional<std::string> held_out_from;  ///< day
    int draws = 100;
    std::uint64_t seed = 1;
    bool json = false;
};

/// Adds the command to `calibrate`; parsing fills `options`.
CLI::App& add_calibrate_book_command(CLI::App& calibrate, CalibrateBookOptions& options);

/// Estimates, prints and writes. Nothing is written if the book is refused.
/// \throws Error(Exit::bad_input) for what does not fit, and for data that do not tell a book
int calibrate_book_command(CalibrateBookOptions const& options, Messages const& messages);

}  // namespace liq::cli
