/// \file
/// Where a position of an account is liquidated and bankrupt, from the margin that it has.
#pragma once

#include <optional>

#include "host/building/margin.hpp"
#include "host/data/account_positions.hpp"
#include "models/margin/contract.hpp"
#include "models/margin/position_terms.hpp"

namespace liq::building {

/// The rules of one venue. It refers to the margin rules, which have to outlive it.
class AccountPrices {
  public:
    AccountPrices(Contract contract, MarginRules const& margin)
        : contract_(contract), margin_(margin) {}

    /// The price at which the equity of the position, less what other positions of its account
    /// need, is no more than its maintenance margin [USD]. Of an isolated position the equity is
    /// its margin, whatever leverage its label says. The mark price where it is so already; nothing
    /// where there is no such price, or where the margin or the other positions are not known.
    [[nodiscard]] std::optional<double> liquidation(data::AccountPosition const& row) const;

    /// Log distance from a liquidation price to the price at which nothing is left of the margin.
    /// Of an account with several positions it is known that it is liquidated with its maintenance
    /// margin.
    [[nodiscard]] double gap(data::AccountPosition const& row, double price) const;

  private:
    [[nodiscard]] PositionTerms terms_of(data::AccountPosition const& row, double margin) const;
    [[nodiscard]] double maintenance_rate(data::AccountPosition const& row, double price) const;
    [[nodiscard]] std::optional<double> margin_of(data::AccountPosition const& row) const;

    Contract contract_;
    MarginRules const& margin_;
};

}  // namespace liq::building
