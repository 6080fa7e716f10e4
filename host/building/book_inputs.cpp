#include "host/building/book_inputs.hpp"

#include <algorithm>
#include <limits>

#include "host/building/daily_liquidations.hpp"
#include "host/building/margin.hpp"
#include "host/building/open_interest.hpp"
#include "host/building/read_series.hpp"
#include "host/building/replay_inputs.hpp"
#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::building {
namespace {

constexpr std::int64_t longest_bar = 3'600;
/// Open interest may be this old before a replay would turn over what is no longer there [s].
constexpr std::int64_t oldest_count = 3 * seconds_per_day;

/// One call of `book_inputs`.
class Inputs {
  public:
    explicit Inputs(Recipe const& recipe) : recipe_(recipe), place_(recipe.path.string()) {}

    estimation::BookInputs run(std::optional<std::string> const& until) {
        read_bars();
        for (auto const& venue : recipe_.venues) read_venue(venue);
        require(!feeds_.empty(), place_ +
                                     ": no [[venue]] has liquidations, which a book is "
                                     "estimated from");
        cut_at(until);
        for (std::size_t v = 0; v < recipe_.venues.size(); ++v) add_contract(v);
        auto days = daily_liquidations(feeds_, made_.until);
        made_.first_day = days.first;
        made_.reported = std::move(days.usd);
        made_.asset = recipe_.asset;
        made_.quote = recipe_.quote;
        if (feeds_.size() < recipe_.venues.size())
            made_.notes.push_back("liquidations stand at " + std::to_string(feeds_.size()) +
                                  " of " + std::to_string(recipe_.venues.size()) +
                                  " entries of [[venue]], and are taken as those of all");
        return std::move(made_);
    }

  private:
    void read_bars() {
        auto const& input = recipe_.candles;
        bars_ = data::bars_of(read_candles(recipe_), input.volume, input.contract_size, {});
        require(bars_.seconds <= longest_bar && seconds_per_day % bars_.seconds == 0,
                place_ + ": candles are of " + words::duration(static_cast<double>(bars_.seconds)) +
                    "; accepted: at most an hour, and a whole number of them a day");
        require_volume(bars_);
    }

    void read_venue(VenueInput const& venue) {
        require(!venue.open_interest.amount,
                place_ + ": venue " + venue.name +
                    ", open_interest.amount is a figure, and a replay needs open interest over "
                    "time, in files");
        counts_.push_back(read_open_interest(recipe_, venue));
        if (!venue.liquidations) return;
        feeds_.push_back(read_liquidations(recipe_, venue));
        auto const& feed = feeds_.back();
        require(!feed.rows.empty(), feed.files.front() + ": has no liquidations");
        if (!feed.completeness.empty())
            made_.completeness +=
                (made_.completeness.empty() ? "" : "; ") + venue.name + ": " + feed.completeness;
    }

    /// The last time that all series cover; a liquidation may be the sum of a day.
    [[nodiscard]] std::int64_t covered() const {
        std::int64_t end = bars_.end();
        for (auto const& counts : counts_)
            end = std::min(end, counts.rows.back().time / 1'000 + oldest_count);
        for (auto const& feed : feeds_) {
            auto const last = std::ranges::max_element(feed.rows, {}, &data::Liquidation::time);
            end = std::min(end, (last->time / 1'000 / seconds_per_day + 1) * seconds_per_day);
        }
        return end;
    }

    void cut_at(std::optional<std::string> const& until) {
        std::string const stated = until.value_or(recipe_.as_of);
        made_.until = covered();
        if (!stated.empty()) {
            auto const time = words::parse_utc(stated);
            require(time.has_value(), (until ? std::string("--until") : place_ + ": as_of") +
                                          " = \"" + words::printable(stated) +
                                          "\" is not a time in UTC, such as "
                                          "2025-06-05T21:00:00Z");
            if (*time > made_.until)
                made_.notes.push_back("the series end before the time stated, at " +
                                      words::utc_text(made_.until));
            made_.until = std::min(made_.until, *time);
        }
        bars_ = bars_.between(std::numeric_limits<std::int64_t>::min() / 2, made_.until);
        require(bars_.size() > 0, place_ + ": no candle has ended by " +
                                      words::iso_utc(made_.until) + ", up to which all is taken");
        made_.seconds = bars_.seconds;
        made_.time = bars_.time;
        made_.price = bars_.close.back();
    }

    void check_counts(std::size_t v, OpenAt const& open) const {
        std::string const file = counts_[v].files.front();
        std::int64_t const begin = bars_.time.front();
        auto const& counts = open.coin_over_time;
        require(counts.front().first <= begin + seconds_per_day,
                file + ": open interest begins at " + words::utc_text(counts.front().first) +
                    ", and the candles at " + words::utc_text(begin));
        for (std::size_t i = 0; i < counts.size(); ++i) {
            std::int64_t const next = i + 1 < counts.size()
                                          ? counts[i + 1].first
                                          : std::max(bars_.end(), counts[i].first);
            require(next <= begin || next - counts[i].first <= oldest_count,
                    file + ": no open interest between " + words::utc_text(counts[i].first) +
                        " and " + words::utc_text(next) + "; accepted: at least every " +
                        words::duration(static_cast<double>(oldest_count)));
        }
    }

    void add_contract(std::size_t v) {
        VenueInput const& venue = recipe_.venues[v];
        OpenAt const open =
            open_interest_at(recipe_, venue, counts_[v], bars_, made_.until, made_.price);
        check_counts(v, open);
        VenueBook const book{venue.contract, margin_of(recipe_, venue, false, made_.price),
                             open.usd, 1};
        estimation::ReplayedContract contract{venue.contract, history_of(bars_, open), {}};
        for (Side const side : both_sides)
            for (std::size_t l = 0; l < estimation::n_leverages; ++l)
                contract.ratio[static_cast<std::size_t>(side)][l] = liquidation_ratio(
                    recipe_.positions, book, side, estimation::leverage_menu[l], made_.price);
        made_.contracts.push_back(std::move(contract));
    }

    Recipe const& recipe_;
    std::string place_;
    data::Bars bars_;
    std::vector<data::OpenInterests> counts_;  ///< of each venue
    std::vector<data::Liquidations> feeds_;    ///< of each venue that has some
    estimation::BookInputs made_;
};

}  // namespace

estimation::BookInputs book_inputs(Recipe const& recipe, std::optional<std::string> const& until) {
    return Inputs(recipe).run(until);
}

}  // namespace liq::building
