#include "host/building/replay_inputs.hpp"

#include <cmath>
#include <limits>

#include "host/errors.hpp"
#include "models/margin/liquidation_price.hpp"

namespace liq::building {

estimation::ReplayHistory history_of(data::Bars const& bars, OpenAt const& open) {
    estimation::ReplayHistory history{bars.low, bars.high, bars.close, {}, {}};
    double const per_day = static_cast<double>(seconds_per_day) / static_cast<double>(bars.seconds);
    history.volume_days = estimation::volume_days_of(bars.volume, per_day);
    std::size_t at = 0;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        std::int64_t const end = bars.time[i] + bars.seconds;
        auto const& counts = open.coin_over_time;
        while (at + 1 < counts.size() && counts[at + 1].first <= end) ++at;
        history.open_coin.push_back(counts.empty() ? open.coin : counts[at].second);
    }
    return history;
}

double liquidation_ratio(PositionsInput const& how, VenueBook const& venue, Side side,
                         double leverage, double price) {
    double const usd = std::round(how.size_times_leverage / leverage);
    PositionTerms const terms{side, venue.contract, price, leverage, usd};
    auto const found = liquidation_price(terms, venue.table());
    return found ? *found / price : std::numeric_limits<double>::quiet_NaN();
}

void require_volume(data::Bars const& bars) {
    require(
        !bars.volume.empty(),
        "the replay turns positions over with the volume, and the candles have none (of mark and "
        "index prices all are 0), or none whose unit is known. State volume in [candles]");
}

}  // namespace liq::building
