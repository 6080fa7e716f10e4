#include "host/building/spot_price.hpp"

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"

namespace liq::building {
namespace {

/// How far from the last close a price after so many seconds may be: 1 %, and six standard
/// deviations of the moves within bars over that time. Beyond that it is another market.
double most_moved(data::Bars const& bars, std::int64_t seconds) {
    double squares = 0;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        double const move = std::log(bars.close[i] / bars.open[i]);
        squares += move * move;
    }
    double const of_a_bar = squares / static_cast<double>(bars.size());
    double const n_bars = static_cast<double>(seconds) / static_cast<double>(bars.seconds);
    return 0.01 + 6 * std::sqrt(of_a_bar * std::max(n_bars, 0.0));
}

}  // namespace

double price_at(Recipe const& recipe, data::Bars const& bars, std::int64_t as_of) {
    double const close = bars.close.back();
    if (!recipe.spot) return close;
    double const price = *recipe.spot;
    std::int64_t const later = as_of - bars.end();
    double const most = most_moved(bars, later);
    if (std::abs(price / close - 1) <= most) return price;
    refuse(recipe.path.string() + ": spot = " + words::price_in_words(price) +
           ", and the last candle closes at " + words::price_in_words(close) + " at " +
           words::utc_text(bars.end()) + ", more than " + words::percent(most) + " away" +
           (later > 0 ? ", which is 1 % and six times what this price usually moves in the time "
                        "from then to as_of"
                      : ""));
}

}  // namespace liq::building
