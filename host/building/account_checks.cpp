#include "host/building/account_checks.hpp"

#include <cmath>

#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"
#include "host/words/values.hpp"

namespace liq::building {
namespace {

/// Prices may differ by this, and amounts that are counted at two times.
constexpr double accepted_price = 0.01, accepted_amount = 0.1;

/// The close of the candle that holds a time; the price at as_of where the rows do not say a time.
double price_then(data::Bars const& bars, AccountsAgainst const& against, std::int64_t time) {
    if (time == 0 || time >= bars.end()) return against.price;
    double price = bars.open.front();
    for (std::size_t i = 0; i < bars.size() && bars.time[i] + bars.seconds <= time; ++i)
        price = bars.close[i];
    return price;
}

}  // namespace

void check_accounts(Recipe const& recipe, VenueInput const& venue, data::Bars const& bars,
                    AccountsAgainst const& against, AccountsAt& accounts) {
    std::string const where = recipe.path.string() + ": venue " + venue.name + ", positions: ";
    std::int64_t const late = against.as_of - accounts.time;
    if (accounts.time != 0 && late < -bars.seconds)
        refuse(where + "are of " + words::iso_utc(accounts.time) +
               ", after as_of = " + words::iso_utc(against.as_of));
    if (accounts.time != 0 && late > bars.seconds)
        accounts.warnings.push_back(venue.name + ": positions are of " +
                                    words::iso_utc(accounts.time) + ", " +
                                    words::duration(static_cast<double>(late)) + " before as_of");
    double const price = price_then(bars, against, accounts.time);
    if (std::abs(accounts.mark / price - 1) > accepted_price)
        refuse(accounts.mark_place + ": notional over size is " +
               words::price_in_words(accounts.mark) + ", and the candles are at " +
               words::price_in_words(price) + " then, " +
               words::percent(std::abs(accounts.mark / price - 1)) +
               " away. Are sizes in coin, and is this the market of the candles?");
    double const ratio = accounts.usd() / against.open_usd;
    if (!(ratio <= 1 + accepted_amount))
        refuse(where + "hold " + words::money(accounts.usd()) +
               " a side, and the open interest is " + words::money(against.open_usd) +
               ". Is the open interest of this venue and market, in the right unit, and is every "
               "account in the files once?");
}

}  // namespace liq::building
