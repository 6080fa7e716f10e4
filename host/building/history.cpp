#include "host/building/history.hpp"

#include <algorithm>

#include "host/errors.hpp"
#include "host/words/values.hpp"

namespace liq::building {

std::optional<market::History> history_of(Recipe const& recipe, data::Bars const& bars) {
    auto const& input = recipe.candles;
    if (input.history_days == 0) return std::nullopt;
    std::int64_t const length = std::max(input.history_bar.seconds, bars.seconds);
    require(length % bars.seconds == 0,
            recipe.path.string() +
                ": candles.history_bar = " + words::duration_text(Duration{length}) +
                " is no multiple of the candles' " + words::duration_text(Duration{bars.seconds}));
    data::Bars const whole = bars.joined(length);
    if (whole.size() == 0) return std::nullopt;
    data::Bars const part =
        whole.between(whole.end() - input.history_days * seconds_per_day, whole.end());
    return market::History{part.time,  part.open,   part.high, part.low,
                           part.close, part.volume, {},        {}};
}

}  // namespace liq::building
