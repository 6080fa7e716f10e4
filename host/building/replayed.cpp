#include "host/building/replayed.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "host/errors.hpp"
#include "host/estimation/replay.hpp"
#include "host/words/values.hpp"
#include "models/margin/liquidation_price.hpp"

namespace liq::building {
namespace {

/// Bins of the replay that become one entry price of the snapshot: a thousandth of the price, about
/// the distance of the levels of a ladder.
constexpr std::ptrdiff_t bins_of_entry = 10;
/// Days of history: 30 until the mean volume is known, 30 to fill the book.
constexpr int least_days = 60;

/// What stands in the snapshot for the part of the open interest that no weight covers. It is
/// liquidated at about three times its entry (linear shorts), at a third of it (inverse longs), or
/// never, all of which lie beyond the prices that a run looks at. With a leverage of 1 shorts would
/// be a wall of fuel at twice the price.
constexpr double uncovered_leverage = 0.5;

estimation::ReplayHistory history_of(data::Bars const& bars, OpenAt const& open, double estimated) {
    estimation::ReplayHistory history{bars.low, bars.high, bars.close, {}, {}};
    double const per_day = static_cast<double>(seconds_per_day) / static_cast<double>(bars.seconds);
    history.volume_days = estimation::volume_days_of(bars.volume, per_day);
    std::size_t at = 0;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        std::int64_t const end = bars.time[i] + bars.seconds;
        auto const& counts = open.coin_over_time;
        while (at + 1 < counts.size() && counts[at + 1].first <= end) ++at;
        history.open_coin.push_back(estimated * (counts.empty() ? open.coin : counts[at].second));
    }
    return history;
}

/// Liquidation price over entry price of a position of the typical size that enters at the price.
double liquidation_ratio(VenueBook const& venue, Side side, double leverage, double usd,
                         double price) {
    PositionTerms const terms{side, venue.contract, price, leverage, usd};
    auto const found = liquidation_price(terms, venue.table());
    return found ? *found / price : std::numeric_limits<double>::quiet_NaN();
}

/// Bins of entry prices of the snapshot.
std::ptrdiff_t snapshot_bin(std::ptrdiff_t bin) {
    return static_cast<std::ptrdiff_t>(
        std::floor((static_cast<double>(bin) + 0.5) / static_cast<double>(bins_of_entry)));
}
double entry_of(std::ptrdiff_t snapshot_bin) {
    return std::exp((static_cast<double>(snapshot_bin) + 0.5) * static_cast<double>(bins_of_entry) *
                    estimation::entry_bin);
}

/// Whole days of candles.
int days_of(data::Bars const& past) {
    auto const days =
        static_cast<int>(past.seconds * static_cast<std::int64_t>(past.size()) / seconds_per_day);
    require(days >= least_days, "the replay needs candles of at least " +
                                    std::to_string(least_days) + " days before as_of; found are " +
                                    std::to_string(days));
    return days;
}

/// Leverages, each a class of its own: those of the weights, and what they do not cover.
void add_leverages(PositionsInput const& how, EstimatedPositions& made) {
    made.leverage.push_back(uncovered_leverage);
    for (auto const& weight : shipped_weights()) made.leverage.push_back(weight.leverage);
    made.leverage_class.push_back(0);
    made.turnover.push_back(std::numeric_limits<double>::infinity());
    for (std::size_t l = 1; l < made.leverage.size(); ++l) {
        made.leverage_class.push_back(static_cast<int>(l));
        made.turnover.push_back(std::max(1.0, std::round(how.volume_days / made.leverage[l] *
                                                         static_cast<double>(seconds_per_day))));
    }
}

/// The USD at entry that replays leave, by bins of the snapshot.
class Cells {
  public:
    explicit Cells(double price)
        : now_(snapshot_bin(
              static_cast<std::ptrdiff_t>(std::llround(std::log(price) / estimation::entry_bin)))) {
        bins_.insert(now_);
    }

    /// Adds one side of a venue, which is `usd` in all.
    void add(PositionsInput const& how, VenueBook const& venue, Side side,
             estimation::ReplayHistory const& history, double price) {
        double covered = 0;
        std::size_t const uncovered_at = cells_.size();
        cells_.emplace_back();
        for (auto const& weight : shipped_weights()) {
            auto& cell = cells_.emplace_back();
            double const share = weight.share.of(side);
            if (share == 0) continue;
            double const ratio =
                liquidation_ratio(venue, side, weight.leverage,
                                  std::round(how.size_times_leverage / weight.leverage), price);
            covered += add_stock(
                estimation::replay(history, {side, weight.leverage, ratio, how.volume_days}), share,
                cell);
        }
        cells_[uncovered_at][now_] = std::max(0.0, venue.usd - covered);
        exceeds_ |= covered > venue.usd;
    }
    /// Whether more was replayed of a side of a venue than is open there.
    [[nodiscard]] bool exceeds() const { return exceeds_; }

    /// Whole dollars, in the order of the snapshot.
    void write_to(EstimatedPositions& made) const {
        for (std::ptrdiff_t const bin : bins_) made.entry_price.push_back(entry_of(bin));
        std::size_t const n_levers = made.leverage.size();
        for (std::size_t i = 0; i < cells_.size(); i += n_levers)
            for (std::ptrdiff_t const bin : bins_)
                for (std::size_t l = 0; l < n_levers; ++l) {
                    auto const found = cells_[i + l].find(bin);
                    made.open_interest.push_back(
                        found == cells_[i + l].end() ? 0.0 : std::round(found->second));
                }
    }

  private:
    using Cell = std::map<std::ptrdiff_t, double>;

    /// \returns what was added [USD]
    double add_stock(estimation::ReplayedStock const& stock, double share, Cell& cell) {
        double added = 0;
        for (std::size_t i = 0; i < stock.coin.size(); ++i) {
            if (!(stock.coin[i] > 0)) continue;
            std::ptrdiff_t const bin = stock.first_bin + static_cast<std::ptrdiff_t>(i);
            double const entry = std::exp(static_cast<double>(bin) * estimation::entry_bin);
            double const usd = share * stock.coin[i] * entry;
            cell[snapshot_bin(bin)] += usd;
            bins_.insert(snapshot_bin(bin));
            added += usd;
        }
        return added;
    }

    std::ptrdiff_t now_;
    bool exceeds_ = false;
    std::vector<Cell> cells_;  ///< [side][venue][leverage]
    std::set<std::ptrdiff_t> bins_;
};

}  // namespace

std::vector<LeverageWeight> const& shipped_weights() {
    static std::vector<LeverageWeight> const weights{{5, {0, 0.033}},
                                                     {10, {0.027, 0.0062}},
                                                     {25, {0.0063, 0.0030}},
                                                     {50, {0.0022, 0.0017}},
                                                     {125, {0.00064, 0.00076}}};
    return weights;
}

EstimatedPositions replayed(PositionsInput const& how, std::vector<VenueBook> const& venues,
                            std::vector<OpenAt> const& open, data::Bars const& bars,
                            std::int64_t as_of, double price) {
    require(how.fit == "default",
            "positions.fit = \"" + how.fit +
                "\" is not known; accepted: \"default\", the weights that come with the program");
    require(!bars.volume.empty(),
            "the replay turns positions over with the volume, and the candles have none whose unit "
            "is known. State volume in [candles]");
    data::Bars const past = bars.between(std::numeric_limits<std::int64_t>::min() / 2, as_of);
    int const days = days_of(past);
    EstimatedPositions made;
    add_leverages(how, made);
    Cells cells(price);
    for (Side const side : both_sides)
        for (std::size_t v = 0; v < venues.size(); ++v)
            cells.add(how, venues[v], side, history_of(past, open[v], venues[v].estimated), price);
    cells.write_to(made);
    if (cells.exceeds())
        made.notes.push_back(
            "the replay leaves more open at a venue than its open interest, which has fallen "
            "meanwhile; it was not scaled down");
    for (std::size_t s = 0; s < both_sides.size(); ++s)
        for (auto const& venue : venues)
            for (double const lever : made.leverage)
                made.position_notional.push_back(typical_size(how, venue.contract, lever, price));
    made.notes.push_back(
        "positions follow from a replay of " + std::to_string(days) +
        " days with the weights that come with the program (bitcoin, 2023-11 to 2024-10); what "
        "they do not cover stands at leverage " +
        words::plain_number(uncovered_leverage) +
        ", far from every liquidation, and does not turn over");
    return made;
}

}  // namespace liq::building
