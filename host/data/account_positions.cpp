#include "host/data/account_positions.hpp"

#include <cmath>

#include "host/errors.hpp"
#include "host/words/numbers.hpp"

namespace liq::data {

void add_checked(AccountPositions& series, AccountPosition const& row, std::string const& place) {
    // Messages are made only where they are needed, because there may be millions of rows.
    auto const where = [&] { return place.empty() ? series.place(row.at) : place; };
    if (!(row.size > 0) || !std::isfinite(row.size))
        refuse(where() + ": size = " + words::plain(row.size) + " is not acceptable (coin)");
    if (!(row.notional > 0) || !std::isfinite(row.notional))
        refuse(where() + ": notional = " + words::plain(row.notional) +
               " is not acceptable (USD at the mark price, positive where there is a size)");
    bool const collateral = row.isolated ? !(row.margin <= 0) : !(row.account_value <= 0);
    if (!collateral) return series.leave_out(without_collateral);
    series.add(row);
}

}  // namespace liq::data
