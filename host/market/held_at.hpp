/// \file
/// What the classes of an estimated book are held at.
#pragma once

#include <vector>

#include "host/market/market.hpp"

namespace liq::market {

/// The largest value of `/book/target`.
inline constexpr double highest_target = 100;

/// A replay opens as many positions of a leverage as keep its share of the open interest, whatever
/// was liquidated (host/estimation/README.md). After a fall fewer longs are left than that share,
/// and a living book has to know what it returns to: `/book/target`, the share over what is left of
/// it, in coin for linear contracts and in USD for inverse ones, the mean over venues and leverages
/// of a class weighted with the USD that are left.
/// \param share   [side][leverage], of the open interest of the side
/// \return [side][class], at most `highest_target`; 1 where nothing is left or nothing is held
std::vector<double> targets_of(Market const& market, std::vector<double> const& share);

}  // namespace liq::market
