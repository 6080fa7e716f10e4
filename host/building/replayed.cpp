#include "host/building/replayed.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "host/building/replay_inputs.hpp"
#include "host/errors.hpp"
#include "host/estimation/replay.hpp"
#include "host/words/values.hpp"

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

/// USD at entry that a replay leaves of a weight of 1, by bin of the snapshot; none below half a
/// dollar.
using Stock = std::map<std::ptrdiff_t, double>;

/// The replays that are needed, each made once.
class Replays {
  public:
    Replays(PositionsInput const& how, std::vector<VenueBook> const& venues,
            std::vector<OpenAt> const& open, data::Bars const& past, double price)
        : how_(how), venues_(venues), price_(price) {
        for (std::size_t v = 0; v < open.size(); ++v) {
            histories_.push_back(history_of(past, open[v]));
            for (double& coin : histories_.back().open_coin) coin *= venues[v].estimated;
        }
        bins_.insert(now());
    }

    Stock const& of(Side side, std::size_t venue, double leverage, double volume_days) {
        auto const key = std::tuple(static_cast<int>(side), venue, leverage, volume_days);
        if (auto const found = made_.find(key); found != made_.end()) return found->second;
        double const ratio = liquidation_ratio(how_, venues_[venue], side, leverage, price_);
        auto const left =
            estimation::replay(histories_[venue], {side, leverage, ratio, volume_days});
        Stock stock;
        for (std::size_t i = 0; i < left.coin.size(); ++i) {
            if (!(left.coin[i] > 0)) continue;
            std::ptrdiff_t const bin = left.first_bin + static_cast<std::ptrdiff_t>(i);
            stock[snapshot_bin(bin)] +=
                left.coin[i] * std::exp(static_cast<double>(bin) * estimation::entry_bin);
        }
        std::erase_if(stock, [](auto const& cell) { return cell.second < 0.5; });
        for (auto const& [bin, usd] : stock) bins_.insert(bin);
        return made_.emplace(key, std::move(stock)).first->second;
    }

    /// The bin of the price at the end.
    [[nodiscard]] std::ptrdiff_t now() const {
        return snapshot_bin(
            static_cast<std::ptrdiff_t>(std::llround(std::log(price_) / estimation::entry_bin)));
    }
    /// The bins of all stocks so far.
    [[nodiscard]] std::set<std::ptrdiff_t> const& bins() const { return bins_; }

  private:
    PositionsInput const& how_;
    std::vector<VenueBook> const& venues_;
    double price_;
    std::vector<estimation::ReplayHistory> histories_;
    std::map<std::tuple<int, std::size_t, double, double>, Stock> made_;
    std::set<std::ptrdiff_t> bins_;
};

double amount_at(Stock const& stock, std::ptrdiff_t bin) {
    auto const found = stock.find(bin);
    return found == stock.end() ? 0.0 : found->second;
}

/// One call of `replayed`.
class Positions {
  public:
    Positions(ReplayWeights const& weights, std::vector<VenueBook> const& venues, Replays& replays)
        : weights_(weights), venues_(venues), replays_(replays) {}

    EstimatedPositions made;

    void run() {
        make_all_replays();
        for (std::ptrdiff_t const bin : replays_.bins()) made.entry_price.push_back(entry_of(bin));
        made.leverage.push_back(uncovered_leverage);
        for (auto const& weight : weights_.weights) made.leverage.push_back(weight.leverage);
        dollars_.resize(weights_.weights.size());
        for (Side const side : both_sides)
            for (std::size_t v = 0; v < venues_.size(); ++v) add(side, v);
        add_classes();
        if (!weights_.draws.empty()) add_draws();
    }

  private:
    /// All of them before the first is written, because they share their entry prices.
    void make_all_replays() {
        for (Side const side : both_sides)
            for (std::size_t v = 0; v < venues_.size(); ++v) {
                for (auto const& weight : weights_.weights)
                    if (weight.share.of(side) > 0)
                        replays_.of(side, v, weight.leverage, weights_.volume_days.of(side));
                for (auto const& draw : weights_.draws)
                    for (auto const& weight : weights_.weights)
                        replays_.of(side, v, weight.leverage, draw.volume_days.of(side));
            }
    }

    /// Adds one side of a venue, in whole dollars.
    void add(Side side, std::size_t venue) {
        double covered = 0;
        std::vector<Stock> stocks;
        for (std::size_t l = 0; l < weights_.weights.size(); ++l) {
            auto const& weight = weights_.weights[l];
            auto& stock = stocks.emplace_back();
            if (!(weight.share.of(side) > 0)) continue;
            double sum = 0;
            stock = replays_.of(side, venue, weight.leverage, weights_.volume_days.of(side));
            for (auto& [bin, usd] : stock) sum += usd *= weight.share.of(side);
            (side == Side::long_side ? dollars_[l].long_side : dollars_[l].short_side) += sum;
            covered += sum;
        }
        double const uncovered = std::max(0.0, venues_[venue].usd - covered);
        exceeds_ |= covered > venues_[venue].usd;
        for (std::ptrdiff_t const bin : replays_.bins()) {
            made.open_interest.push_back(bin == replays_.now() ? std::round(uncovered) : 0.0);
            for (auto const& stock : stocks)
                made.open_interest.push_back(std::round(amount_at(stock, bin)));
        }
    }

    /// Leverages, each a class of its own: those of the weights, and what they do not cover.
    void add_classes() {
        made.leverage_class.push_back(0);
        made.turnover.push_back(std::numeric_limits<double>::infinity());
        for (Side const side : both_sides) {
            made.held_share.push_back(0);
            for (auto const& weight : weights_.weights)
                made.held_share.push_back(weight.share.of(side));
        }
        auto const& c = weights_.volume_days;
        for (std::size_t l = 0; l < dollars_.size(); ++l) {
            auto const& [longs, shorts] = dollars_[l];
            double const days =
                c.long_side == c.short_side || longs + shorts <= 0
                    ? c.long_side
                    : (longs + shorts) / (longs / c.long_side + shorts / c.short_side);
            made.leverage_class.push_back(static_cast<int>(l + 1));
            made.turnover.push_back(
                std::max(1.0, std::round(days / weights_.weights[l].leverage *
                                         static_cast<double>(seconds_per_day))));
        }
        if (exceeds_)
            made.notes.emplace_back(
                "the replay leaves more open at a venue than its open interest, which has fallen "
                "meanwhile; it was not scaled down");
    }

    void add_draws() {
        market::BookDraws draws;
        std::set<double> used;
        for (auto const& draw : weights_.draws)
            for (Side const side : both_sides) {
                draws.weight.push_back(0);  // what is not covered is never liquidated
                auto const& shares = draw.share[static_cast<std::size_t>(side)];
                draws.weight.insert(draws.weight.end(), shares.begin(), shares.end());
                draws.volume_days.push_back(draw.volume_days.of(side));
                used.insert(draw.volume_days.of(side));
            }
        draws.replay.assign(used.begin(), used.end());
        for (double const c : draws.replay)
            for (Side const side : both_sides)
                for (std::size_t v = 0; v < venues_.size(); ++v)
                    add_units(side, v, c, draws.open_interest);
        made.draws = std::move(draws);
    }

    void add_units(Side side, std::size_t venue, double volume_days, std::vector<double>& cells) {
        std::vector<Stock const*> stocks;
        bool const is_used = std::ranges::any_of(weights_.draws, [&](WeightDraw const& draw) {
            return draw.volume_days.of(side) == volume_days;
        });
        static Stock const none;
        for (auto const& weight : weights_.weights)
            stocks.push_back(is_used ? &replays_.of(side, venue, weight.leverage, volume_days)
                                     : &none);
        for (std::ptrdiff_t const bin : replays_.bins()) {
            cells.push_back(0);
            for (auto const* stock : stocks) cells.push_back(std::round(amount_at(*stock, bin)));
        }
    }

    ReplayWeights const& weights_;
    std::vector<VenueBook> const& venues_;
    Replays& replays_;
    std::vector<PerSide> dollars_;  ///< by leverage of the weights
    bool exceeds_ = false;
};

}  // namespace

EstimatedPositions replayed(PositionsInput const& how, ReplayWeights const& weights,
                            std::vector<VenueBook> const& venues, std::vector<OpenAt> const& open,
                            data::Bars const& bars, std::int64_t as_of, double price) {
    require_volume(bars);
    data::Bars const past = bars.between(std::numeric_limits<std::int64_t>::min() / 2, as_of);
    int const days = days_of(past);
    Replays replays(how, venues, open, past, price);
    Positions positions(weights, venues, replays);
    positions.run();
    auto& made = positions.made;
    for (std::size_t s = 0; s < both_sides.size(); ++s)
        for (auto const& venue : venues)
            for (double const lever : made.leverage)
                made.position_notional.push_back(typical_size(how, venue.contract, lever, price));
    made.notes.push_back("positions follow from a replay of " + std::to_string(days) +
                         " days with " + weights.described +
                         "; what they do not cover stands at leverage " +
                         words::plain_number(uncovered_leverage) +
                         ", far from every liquidation, and does not turn over");
    return std::move(made);
}

}  // namespace liq::building
