/// \file
/// How much more was liquidated than venues reported, from a day on which some of them began to
/// report everything.
#pragma once

#include <span>
#include <vector>

#include "host/estimation/weight_fit.hpp"

namespace liq::estimation {

/// Amount for which `FeedJump::a` holds [USD].
inline constexpr double jump_reference = 20e6;

/// g, the reported amount after the break over that before it: ln g = a + b ln(mu/20e6 USD), with
/// mu what would be reported before it. Most venues tell one order a second, so that more is left
/// out on days with more.
struct FeedJump {
    double a = 0, b = 0;
    /// At least 1: a feed of everything does not report less.
    [[nodiscard]] double at(double expected) const;
};

/// The difference of two regressions of ln(y/mu) on ln(mu/20e6), over all days from the break on
/// and over as many days before it. Days further back would mix other changes of the market into
/// the jump; days of which less than `least_expected` is expected say nothing.
/// \param expected  mu of each day, before the break and after it in the units of before
FeedJump feed_jump(std::span<double const> expected, ReportedDays const& reported);

/// True over reported: before the break (g - 1 + alpha)/alpha, after it 1/g of that. All venues
/// report the share p before it; after it those with the share alpha of true liquidations report
/// everything, so that g = (alpha + (1 - alpha) p)/p.
double true_over_reported(double jump, double feed_share, bool after_break);

}  // namespace liq::estimation
