/// \file
/// The book of positions, estimated from reported liquidations by replay: the work of `liqcascade
/// calibrate book`.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/estimation/book_basis.hpp"
#include "host/estimation/feed_completeness.hpp"
#include "host/estimation/held_out.hpp"
#include "host/estimation/weight_fit.hpp"
#include "models/core/units.hpp"

namespace liq::estimation {

/// What is known of the past, and of nothing later.
struct BookInputs {
    std::string asset = {}, quote = {};
    std::int64_t seconds = 0;             ///< length of a bar
    std::vector<std::int64_t> time = {};  ///< begin of each bar, Unix seconds UTC
    std::vector<ReplayedContract> contracts = {};
    std::int64_t until = 0;  ///< Unix seconds UTC
    double price = 0;        ///< then
    /// Reported liquidations by UTC day since 1970, from `first_day` on, by side [USD]; NaN: not
    /// known.
    std::int64_t first_day = 0;
    std::array<std::vector<double>, n_sides> reported = {};
    std::string completeness = {};  ///< of the feeds, in words
    std::vector<std::string> notes = {};
};

struct FeedShare {
    double low = 0, high = 0;
};

struct BookFitOptions {
    /// The day from which venues report more, days since 1970.
    std::optional<std::int64_t> break_day = {};
    /// Share of true liquidations of the venues that report everything since then.
    std::optional<FeedShare> feed_share = {};
    /// Days from this one on are held out; left out: blocks of days, in turn.
    std::optional<std::int64_t> held_out_from = {};
    int draws = 100;
    std::uint64_t seed = 1;
};

/// One estimate of a side: of all days, or of a draw of them.
struct SideEstimate {
    ByLeverage weight{};     ///< of the open interest of the side
    double volume_days = 0;  ///< c
    double after = 1;        ///< gamma
    FeedJump jump;
    ByMove fuel{};  ///< within `fuel_moves` of the price at `until`, USD
};

struct SideFit {
    SideEstimate all;                 ///< of all days, with the middle of the feed share
    std::vector<SideEstimate> draws;  ///< bootstrap
    std::vector<double> deviance;     ///< of each c of the grid, of the reported amounts
    std::size_t chosen_reported = 0;  ///< in the grid: c of the reported amounts
    std::size_t chosen = 0;           ///< in the grid: c of `all`
    ByLeverage standard_error{};      ///< of the draws
    ByLeverage dollars{};             ///< share of each leverage in what is liquidated
    HeldOut held_out;
    std::vector<double> reported, expected;  ///< by scored day, USD; both in reported units
    std::vector<double> true_over_reported;  ///< S, by scored day; 1 where it is not known
    std::vector<double> basis;  ///< [leverage][day], what a weight of 1 liquidates with c, USD

    /// Whether the data tell the weight: 1 % of the dollars, at least.
    [[nodiscard]] bool is_identified(std::size_t lever) const { return dollars[lever] >= 0.01; }
};

struct BookFit {
    std::string asset = {}, quote = {}, completeness = {};
    std::int64_t from = 0, until = 0;  ///< of the inputs, Unix seconds UTC
    double price = 0;
    std::vector<std::int64_t> day = {};  ///< scored days, since 1970
    BookFitOptions options = {};
    std::array<SideFit, n_sides> sides = {};
    std::vector<double> feed_share = {};  ///< alpha of each draw; empty: in reported units
    std::vector<std::string> notes = {}, warnings = {};

    [[nodiscard]] bool in_reported_units() const { return feed_share.empty(); }
    [[nodiscard]] SideFit const& of(Side side) const {
        return sides[static_cast<std::size_t>(side)];
    }
};

/// Between which nine tenths of draws lie.
struct DrawnRange {
    double low = 0, high = 0;
};
/// \param figures  one of each draw; none: NaN
DrawnRange drawn_range(std::vector<double> figures);

/// Estimates weights, c, what the feed leaves out, and their uncertainty.
///
/// Scored are the UTC days that are known and whole, from 30 days after the first bar on. With a
/// break and a feed share the weights are those of y S, S following from the jump at the break.
/// Draws are of blocks of days (resampled_days.hpp), each with an alpha of its own and c chosen
/// anew.
/// \throws Error(Exit::bad_input) where the data do not tell a book (book_refusals.hpp)
BookFit fit_book(BookInputs const& inputs, BookFitOptions const& options);

}  // namespace liq::estimation
