#include "host/building/accounts.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "host/building/account_prices.hpp"
#include "host/data/account_positions.hpp"
#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"

namespace liq::building {
namespace {

using data::AccountPosition;

/// A price that contradicts another one by more than this is refused.
constexpr double accepted_difference = 0.01;
/// A recomputed liquidation price this near to the venue's agrees with it.
constexpr double agreement = 0.001;

/// Sorts rows by where they are liquidated.
class Accounts {
  public:
    Accounts(VenueInput const& venue, MarginRules const& margin, data::AccountPositions& rows,
             AccountsAt& into)
        : venue_(venue), prices_(venue.contract, margin), rows_(rows), into_(into) {
        for (double const leverage : margin.max_leverage)
            highest_leverage_ = std::max(highest_leverage_, leverage);
    }

    void take(AccountPosition const& row) {
        if (highest_leverage_ > 0 && row.leverage > highest_leverage_)
            return rows_.leave_out(data::over_leverage);
        check_mark(row);
        keep_time(row);
        AccountSide& side = into_.sides[static_cast<std::size_t>(row.side)];
        ++side.n;
        side.usd += row.notional;
        side.coin += row.size;
        auto const recomputed = prices_.liquidation(row);
        if (std::isfinite(row.liquidation_price)) {
            if (recomputed) compare(row.liquidation_price, *recomputed);
            return place(row, row.liquidation_price, side);
        }
        if (!recomputed) {
            side.not_liquidatable += row.notional;
            ++n_without_;
            return;
        }
        ++n_recomputed_;
        place(row, *recomputed, side);
    }

    void describe() {
        auto const& longs = into_.sides[0];
        auto const& shorts = into_.sides[1];
        into_.taken_for = {.format = rows_.format, .rows = longs.n + shorts.n, .unit = "coin"};
        into_.read_as = words::counted(longs.n + shorts.n, "position") + " of " + rows_.format +
                        ": " + words::counted(longs.n, "long") + " of " + words::money(longs.usd) +
                        ", " + words::counted(shorts.n, "short") + " of " +
                        words::money(shorts.usd);
        for (auto const& [reason, n] : rows_.left_out)
            into_.notes.push_back(words::counted(n, "row") + " " + reason +
                                  (n == 1 ? " was" : " were") + " left out");
        if (n_compared_ > 0)
            into_.notes.push_back(
                "liquidation prices as the venue gives them; recomputed ones agree within " +
                words::percent(agreement, 1) + " for " + words::whole(n_agreeing_) + " of " +
                words::whole(n_compared_) + " (" +
                words::percent(static_cast<double>(n_agreeing_) /
                               static_cast<double>(n_compared_)) +
                ")");
        if (n_recomputed_ > 0)
            into_.notes.push_back(words::counted(n_recomputed_, "liquidation price") +
                                  " recomputed from the margin");
        if (n_without_ > 0)
            into_.notes.push_back(
                words::counted(n_without_, "position") + " of " +
                words::money(longs.not_liquidatable + shorts.not_liquidatable) +
                " without a liquidation price that is known, counted as never liquidated");
        describe_net(longs.coin, shorts.coin);
    }

  private:
    /// Longs are shorts where every account is in.
    void describe_net(double longs, double shorts) {
        double const most = std::max(longs, shorts);
        if (most == 0) return;
        double const net = longs - shorts;
        std::string const text = "sizes sum to " + words::count_at_a_glance(net) + " coins, " +
                                 words::percent(std::abs(net) / most) + " of the larger side";
        if (std::abs(net) > accepted_difference * most)
            into_.warnings.push_back(venue_.name + ": positions: " + text +
                                     "; longs and shorts are equal where every account is in, so "
                                     "that this is a sample");
        else
            into_.notes.push_back(text);
    }

    void check_mark(AccountPosition const& row) {
        double const mark = row.mark();
        if (into_.mark == 0) {
            into_.mark = mark;
            into_.mark_place = rows_.place(row.at);
        }
        if (std::abs(mark / into_.mark - 1) <= accepted_difference) return;
        refuse(rows_.place(row.at) + ": notional over size is " + words::price_in_words(mark) +
               ", and " + words::price_in_words(into_.mark) + " in " + into_.mark_place +
               ". Are sizes in coin, and notionals in USD at the mark price of one time?");
    }

    void keep_time(AccountPosition const& row) {
        if (row.time == 0) return;
        std::int64_t const seconds = row.time / 1'000;
        into_.from = into_.from == 0 ? seconds : std::min(into_.from, seconds);
        into_.time = std::max(into_.time, seconds);
    }

    void compare(double given, double recomputed) {
        ++n_compared_;
        if (std::abs(recomputed / given - 1) <= agreement) ++n_agreeing_;
    }

    void place(AccountPosition const& row, double price, AccountSide& side) {
        double const beyond = row.side == Side::long_side ? price / row.mark() : row.mark() / price;
        if (beyond > 1 + accepted_difference)
            refuse(rows_.place(row.at) + ": the liquidation price " + words::price_in_words(price) +
                   " of a " + (row.side == Side::long_side ? "long is above" : "short is below") +
                   " the mark price " + words::price_in_words(row.mark()) +
                   ". Are sizes signed, with shorts negative?");
        double const usd = venue_.contract == Contract::linear ? row.size * price : row.notional;
        double const gap = prices_.gap(row, price);
        double const in_steps = std::log(price) / liquidation_spacing;
        double const below = std::floor(in_steps);
        double const upper = in_steps - below;
        auto const add = [&](double step, double share) {
            if (share == 0) return;
            auto& fuel = side.at[static_cast<std::int64_t>(step)];
            fuel.usd += usd * share;
            fuel.usd_gap += usd * share * gap;
        };
        add(below, 1 - upper);
        add(below + 1, upper);
    }

    VenueInput const& venue_;
    AccountPrices prices_;
    data::AccountPositions& rows_;
    AccountsAt& into_;
    double highest_leverage_ = 0;
    std::uint64_t n_compared_ = 0, n_agreeing_ = 0, n_recomputed_ = 0, n_without_ = 0;
};

}  // namespace

AccountsAt accounts_of(Recipe const& recipe, VenueInput const& venue, MarginRules const& margin) {
    AccountInput const& input = *venue.positions;
    data::Reading reading = reading_of(recipe, input.symbol, input.columns);
    reading.delimiter = input.delimiter;
    std::string const key = "venue " + venue.name + ", positions";
    auto const files = files_of(recipe, input.files, key);
    AccountsAt result;
    data::AccountPositions rows;
    Accounts accounts(venue, margin, rows, result);
    rows.take = [&](AccountPosition const& row) { accounts.take(row); };
    data::read_files_into(rows, files, input.format, reading, "positions");
    require_contract(rows, venue);
    if (result.sides[0].n + result.sides[1].n == 0)
        refuse(recipe.path.string() + ": " + key + ": no row is an open position of " +
               (input.symbol.empty() ? recipe.asset : input.symbol) +
               (rows.left_out.empty() ? "" : "; all rows were left out") +
               ". State `symbol` as the file names the market");
    accounts.describe();
    return result;
}

}  // namespace liq::building
