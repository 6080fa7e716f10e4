/// \file
/// Who pays for liquidations (models/law.md 7): the cash that a bucket of positions brings, one
/// insurance fund for all venues, and what the fund cannot pay. This runs rarely, for one lane at a
/// time, in double precision and integers.
#pragma once

#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/units.hpp"

namespace liq {

/// What an unlimited fund holds, more than any other [1/16 USD].
inline constexpr FuelTicks unlimited_fund = FuelTicks{1} << 60;

/// The fund of one path [1/16 USD]. It is kept as the change since t = 0, so that an unlimited fund
/// has a drawdown too.
struct FundAccount {
    FuelTicks cash[n_sides] = {0, 0};     ///< of the step that is running; deficits negative
    FuelTicks change = 0;                 ///< since t = 0
    FuelTicks highest = 0;                ///< of the change, t = 0 included
    FuelTicks drawdown = 0;               ///< largest fall of the change below its highest
    FuelTicks unpaid[n_sides] = {0, 0};   ///< of each side's deficits, so far
    double closed_now[n_sides] = {0, 0};  ///< share of a side deleveraged in the last step settled
    int emptied = 0;                      ///< 1 once it could not pay, or had nothing left
    int emptied_now = 0;                  ///< 1 if that happened in the last step settled
};

/// What the fund did not pay of a step's deficits [1/16 USD].
struct Shortfall {
    FuelTicks deficit[n_sides] = {0, 0};
    FuelTicks unpaid[n_sides] = {0, 0};
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// The nearest integer, halves away from zero; |value| < 2^62.
LIQ_HD FuelTicks nearest_ticks(double value) {
    return static_cast<FuelTicks>(value + (value < 0 ? -0.5 : 0.5));
}

/// The price at which a round executes: the arithmetic mean of the traded prices before and after
/// it, relative to spot.
LIQ_HD double execution_price(LogPrice before, LogPrice after) {
    return 0.5 *
           (exp_precisely(static_cast<double>(before)) + exp_precisely(static_cast<double>(after)));
}

/// Cash = phi s q (P_exec - P_bankrupt) of one bucket [1/16 USD], rounded once: q = fuel/p coins at
/// p = S0 exp(g), P_bankrupt = p exp(-s gap). The share 1 - phi is taken over at the bankruptcy
/// price and brings no cash. The result is limited to 2^50, which is 7e13 USD.
///
/// \param log_level  g, of the bucket relative to spot
/// \param gap        log gap from the liquidation to the bankruptcy price
/// \param executed   `execution_price`
/// \param fraction   phi
LIQ_HD FuelTicks cash_of_bucket(Side side, FuelTicks fuel, double log_level, double gap,
                                double executed, double fraction) {
    double const s = side == Side::long_side ? 1.0 : -1.0;
    double const gain = s * (executed * exp_precisely(-log_level) - exp_precisely(-s * gap));
    double const cash = static_cast<double>(fuel) * fraction * gain;
    double const most = 1125899906842624.0;
    return nearest_ticks(cash > most ? most : cash < -most ? -most : cash);
}

/// One insurance fund for all venues. Tested in tests/models/waterfall_test.cpp.
class InsuranceFund {
  public:
    /// \param first  what it holds at t = 0 [1/16 USD]
    LIQ_HD explicit InsuranceFund(FuelTicks first) : first_(first) {}

    /// The step ends: the gains of both sides are paid in, then the deficits are paid out, those of
    /// the longs first. The cash of the step becomes the change of the fund less what stays unpaid.
    LIQ_HD Shortfall settle(FundAccount& account) const {
        Shortfall shortfall;
        account.emptied_now = 0;
        for (FuelTicks const cash : account.cash) account.change += cash > 0 ? cash : 0;
        for (int side = 0; side < n_sides; ++side) {
            FuelTicks const deficit = account.cash[side] < 0 ? -account.cash[side] : 0;
            account.cash[side] = 0;
            if (deficit == 0) continue;
            FuelTicks const held = first_ + account.change;
            FuelTicks const paid = deficit < held ? deficit : held;
            account.change -= paid;
            shortfall.deficit[side] = deficit;
            shortfall.unpaid[side] = deficit - paid;
            account.unpaid[side] += deficit - paid;
            if (paid == held) {
                account.emptied_now |= 1 - account.emptied;
                account.emptied = 1;
            }
        }
        if (account.change > account.highest) account.highest = account.change;
        FuelTicks const fall = account.highest - account.change;
        if (fall > account.drawdown) account.drawdown = fall;
        return shortfall;
    }

  private:
    FuelTicks first_;
};

/// The fuel that auto-deleveraging closes on the other side: the fraction unpaid/deficit of the
/// fuel that the step removed.
LIQ_HD FuelTicks fuel_to_deleverage(FuelTicks unpaid, FuelTicks deficit, FuelTicks step_fuel) {
    if (unpaid <= 0) return 0;
    double const fraction = static_cast<double>(unpaid) / static_cast<double>(deficit);
    return nearest_ticks(static_cast<double>(step_fuel) * fraction);
}

}  // namespace liq::inline LIQ_TARGET
