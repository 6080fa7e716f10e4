#include "host/market/book_draw.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "host/errors.hpp"
#include "host/market/held_at.hpp"

namespace liq::market {
namespace {

/// The positions of one side.
void draw_side(Market const& market, std::size_t draw, Side side, Market& drawn) {
    BookDraws const& draws = *market.draws;
    auto const s = static_cast<std::size_t>(side);
    std::size_t const n_venues = market.venues.size(), n_entries = market.entry_price.size();
    std::size_t const n_levers = market.leverage.size();
    double const* weight = &draws.weight[(draw * n_sides + s) * n_levers];
    double const days = draws.volume_days[draw * n_sides + s];
    auto const replay = static_cast<std::size_t>(std::ranges::lower_bound(draws.replay, days) -
                                                 draws.replay.begin());
    for (std::size_t v = 0; v < n_venues; ++v) {
        std::size_t const first = (s * n_venues + v) * n_entries * n_levers;
        std::size_t const unit = ((replay * n_sides + s) * n_venues + v) * n_entries * n_levers;
        double all = 0, covered = 0;
        double* rest = nullptr;
        for (std::size_t e = 0; e < n_entries; ++e)
            for (std::size_t l = 0; l < n_levers; ++l) {
                std::size_t const at = e * n_levers + l;
                double& usd = drawn.open_interest[first + at];
                all += usd;
                // Positions without a weight in any draw are what the weights do not cover.
                if (l == 0 && usd > 0 && rest == nullptr) rest = &usd;
                usd = weight[l] * draws.open_interest[unit + at];
                covered += usd;
            }
        if (rest != nullptr) *rest += std::max(0.0, all - covered);
    }
}

}  // namespace

Market with_book_draw(Market const& market, int draw) {
    require(market.draws.has_value(),
            market.path.string() +
                ": has no /positions/draws, which draws of the book are taken from. Build the "
                "snapshot with positions.fit, a file of `liqcascade calibrate book`");
    int const count = static_cast<int>(market.draws->count());
    require(draw >= 0 && draw < count,
            market.path.string() + ": /positions/draws has " + std::to_string(count) +
                " draws, and draw " + std::to_string(draw) + " is asked for; they count from 0");
    Market drawn = market;
    drawn.draws.reset();
    drawn.bytes.reset();
    drawn.sha256 += "/draw/" + std::to_string(draw);
    auto const d = static_cast<std::size_t>(draw);
    for (Side const side : {Side::long_side, Side::short_side}) draw_side(market, d, side, drawn);
    if (!market.target.empty()) {
        auto const first = market.draws->weight.begin() +
                           static_cast<std::ptrdiff_t>(d * n_sides * market.leverage.size());
        drawn.target = targets_of(
            drawn, {first, first + static_cast<std::ptrdiff_t>(n_sides * market.leverage.size())});
    }
    double const days =
        (market.draws->volume_days[d * n_sides] + market.draws->volume_days[d * n_sides + 1]) / 2;
    for (std::size_t l = 0; l < market.leverage.size() && !market.leverage_class.empty(); ++l) {
        if (market.turnover.empty()) break;
        double& turnover = drawn.turnover[market.class_of(l)];
        if (std::isfinite(turnover))
            turnover = std::max(
                1.0, std::round(days / market.leverage[l] * static_cast<double>(seconds_per_day)));
    }
    return drawn;
}

}  // namespace liq::market
