/// \file
/// Positions as a venue lists them by account. A list may be longer than the memory, so that each
/// row is handed on as it is read.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_set>

#include "host/data/series.hpp"

namespace liq::data {

/// What is missing is NaN.
struct AccountPosition {
    Side side = Side::long_side;
    bool isolated = false;
    double size = missing;               ///< coin, positive
    double notional = missing;           ///< USD at the mark price, positive
    double entry = missing;              ///< USD
    double liquidation_price = missing;  ///< USD, as the venue says
    double leverage = missing;           ///< that the holder has chosen: a label, no measurement
    double margin = missing;             ///< USD, of an isolated position with its profit
    double account_value = missing;      ///< USD, what all cross positions of the account share
    /// USD, of all cross positions of the account at the mark price.
    double account_maintenance = missing;
    bool alone = false;     ///< certainly the only cross position of its account
    std::int64_t time = 0;  ///< Unix ms UTC; 0: not said
    Row at;

    [[nodiscard]] double mark() const { return notional / size; }
};

struct AccountPositions : SeriesFiles {
    std::function<void(AccountPosition const&)> take;  ///< gets every row
    std::map<std::string, std::uint64_t> left_out;     ///< number of rows by the reason
    std::uint64_t n_taken = 0;
    std::unordered_set<std::size_t> held;  ///< hashes of users, sides and kinds of margin so far

    void add(AccountPosition const& row) {
        ++n_taken;
        take(row);
    }
    void leave_out(std::string const& reason) { ++left_out[reason]; }
};

/// The reasons for which rows are left out.
inline constexpr char const* of_another_market = "of another market";
inline constexpr char const* closed_position = "closed";
inline constexpr char const* without_collateral = "without collateral";
inline constexpr char const* over_leverage = "with a leverage over the venue's";

/// Checks what every row must have before it is added.
/// \param place  of the row, for the message; empty: its file and number
/// \throws Error(Exit::bad_input) for amounts that are not positive
void add_checked(AccountPositions& series, AccountPosition const& row,
                 std::string const& place = {});

}  // namespace liq::data
