#include "kernels/depth_tables.hpp"

#include <cstddef>
#include <limits>

#include "models/core/expect.hpp"

namespace liq {
namespace {

void append_side(ExactDepth const& side, DepthTables& tables) {
    auto const last = static_cast<std::size_t>(side.points);
    for (std::size_t k = 0; k < depth_entries; ++k) {
        std::size_t const at = k < last ? k : last;
        tables.distance.push_back(static_cast<float>(side.distance[at]));
        tables.notional.push_back(k > last ? std::numeric_limits<float>::infinity()
                                           : static_cast<float>(side.notional[at]));
        // The slope is that of the rounded points, so that the line from one point meets the next.
        double const rise = k < last
                                ? static_cast<double>(static_cast<float>(side.notional[k + 1])) -
                                      static_cast<double>(tables.notional.back())
                                : 0.0;
        double const run = k < last
                               ? static_cast<double>(static_cast<float>(side.distance[k + 1])) -
                                     static_cast<double>(tables.distance.back())
                               : 0.0;
        tables.per_usd.push_back(rise > 0 ? static_cast<float>(run / rise) : 0.0f);
    }
}

}  // namespace

DepthTables build_depth_tables(ExactBook const& book) {
    LIQ_EXPECT(0 < book.bid.points && book.bid.points <= max_depth_points);
    LIQ_EXPECT(book.ask.points == book.bid.points);
    DepthTables tables;
    append_side(book.bid, tables);
    append_side(book.ask, tables);
    tables.points = book.bid.points;
    tables.bid = book.bid.tail;
    tables.ask = book.ask.tail;
    return tables;
}

}  // namespace liq
