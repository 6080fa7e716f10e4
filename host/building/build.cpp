#include "host/building/build.hpp"

#include <algorithm>
#include <ctime>
#include <limits>

#include "host/building/account_checks.hpp"
#include "host/building/depth.hpp"
#include "host/building/history.hpp"
#include "host/building/known_fuel.hpp"
#include "host/building/margin.hpp"
#include "host/building/open_interest.hpp"
#include "host/building/open_interest_units.hpp"
#include "host/building/past_liquidations.hpp"
#include "host/building/positions.hpp"
#include "host/building/read_series.hpp"
#include "host/building/replayed.hpp"
#include "host/building/spot_price.hpp"
#include "host/data/format.hpp"
#include "host/errors.hpp"
#include "host/market/held_at.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/other_zone.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"
#include "host/words/values.hpp"

namespace liq::building {
namespace {

/// One call of `build_market`.
class Build {
  public:
    Build(Recipe const& recipe, BuildOptions const& options) : recipe_(recipe), options_(options) {}

    Built run() {
        read_candles();
        choose_time();
        price_ = price_at(recipe_, bars_, as_of_);
        add_head();
        for (auto const& venue : recipe_.venues) add_venue(venue);
        add_shares();
        add_depth();
        add_positions();
        built_.market.history = history_of(recipe_, bars_);
        return std::move(built_);
    }

  private:
    void read_candles() {
        auto const& input = recipe_.candles;
        auto const files = files_of(recipe_, input.files, "candles");
        auto candles = building::read_candles(recipe_);
        TakenFor const taken{
            .format = candles.format,
            .rows = candles.rows.size(),
            .unit = unit_word(candles.volume_unit == data::Unit::unknown ? input.volume
                                                                         : candles.volume_unit),
            .label = data::label_words[static_cast<std::size_t>(candles.label)]};
        all_ =
            data::bars_of(std::move(candles), input.volume, input.contract_size, options_.repairs);
        built_.parts.push_back(
            {"candles", files,
             words::counted(taken.rows, "row") + " of " + taken.format + ", " +
                 words::duration(static_cast<double>(all_.seconds)) +
                 (taken.label == "start" ? ", time is the begin" : ", time is the end"),
             all_.time.front(), all_.end(), all_.notes, taken});
    }

    /// The time of the snapshot: as stated, else the last that all series cover.
    void choose_time() {
        std::string const stated = options_.as_of.value_or(recipe_.as_of);
        if (!stated.empty()) {
            auto const time = words::parse_utc(stated);
            require(time.has_value(),
                    (options_.as_of ? std::string("--as-of") : recipe_.path.string() + ": as_of") +
                        " = \"" + words::printable(stated) + "\" is not a time in UTC, such as " +
                        words::utc_of_other_zone(stated).value_or("2025-06-05T21:00:00Z"));
            as_of_ = *time;
        }
        for (auto const& venue : recipe_.venues) {
            counts_.push_back(read_open_interest(recipe_, venue));
            margins_.push_back(margin_of(recipe_, venue, options_.approximate,
                                         recipe_.spot.value_or(all_.close.back())));
            accounts_.push_back(venue.positions
                                    ? std::optional(accounts_of(recipe_, venue, margins_.back()))
                                    : std::nullopt);
        }
        if (recipe_.depth)
            book_ = read_depth(recipe_, stated.empty() ? std::numeric_limits<std::int64_t>::max()
                                                       : as_of_ * 1'000);
        if (stated.empty()) {
            as_of_ = all_.end();
            for (auto const& counts : counts_)
                if (!counts.rows.empty())
                    as_of_ = std::min(as_of_, counts.rows.back().time / 1'000);
            if (book_.time != 0) as_of_ = std::min(as_of_, book_.time / 1'000);
            for (auto const& accounts : accounts_)
                if (accounts && accounts->time != 0) as_of_ = std::min(as_of_, accounts->time);
        }
        bars_ = all_.between(std::numeric_limits<std::int64_t>::min() / 2, as_of_);
        require(bars_.size() > 0, recipe_.path.string() + ": no candle has ended by as_of = " +
                                      words::iso_utc(as_of_) + "; the first one begins at " +
                                      words::iso_utc(all_.time.front()));
        if (bars_.size() < all_.size())
            built_.parts.front().notes.push_back(words::counted(
                all_.size() - bars_.size(), "candle that ends after as_of was left out",
                "candles that end after as_of were left out"));
        if (as_of_ > std::time(nullptr))
            built_.warnings.push_back("as_of is after now. Is the last candle still running?");
        std::int64_t const late = as_of_ - bars_.end();
        if (late > bars_.seconds)
            built_.warnings.push_back("the candles end at " + words::iso_utc(bars_.end()) + ", " +
                                      words::duration(static_cast<double>(late)) + " before as_of");
    }

    void add_head() {
        auto& market = built_.market;
        market.asset = recipe_.asset;
        market.quote = recipe_.quote;
        market.as_of = words::iso_utc(as_of_);
        market.source = recipe_.source;
        market.license = recipe_.license;
        market.spot = price_;
        built_.title = recipe_.title;
    }

    void add_venue(VenueInput const& venue) {
        OpenAt open =
            open_interest_at(recipe_, venue, counts_[open_.size()], bars_, as_of_, price_);
        MarginRules margin = std::move(margins_[open_.size()]);
        auto const files = [&](std::vector<std::string> const& patterns) {
            return patterns.empty() ? std::vector<std::string>()
                                    : files_of(recipe_, patterns, venue.name);
        };
        built_.parts.push_back({venue.name + ": open interest", files(venue.open_interest.files),
                                open.read_as + ": " + words::money(open.usd),
                                open.coin_over_time.empty() ? 0 : open.coin_over_time.front().first,
                                open.time, open.notes, open.taken_for});
        built_.parts.push_back({venue.name + ": margin tiers", files(venue.tiers.files),
                                margin.read_as, 0, 0, margin.notes, margin.taken_for});
        for (auto& warning : open.warnings) built_.warnings.push_back(std::move(warning));
        warn_of_caps(margin, venue, open.usd, price_, built_.warnings);
        built_.market.venues.push_back({venue.name, venue.contract, margin.tiers,
                                        venue.insurance_fund, margin.shape, margin.measure,
                                        margin.max_leverage});
        books_.push_back({venue.contract, std::move(margin), open.usd});
        if (auto& accounts = accounts_[open_.size()]) add_accounts(venue, *accounts, open.usd);
        open_.push_back(std::move(open));
        if (!venue.liquidations) return;
        auto forced = past_liquidations(recipe_, venue, as_of_);
        built_.parts.push_back(std::move(forced.part));
        built_.liquidations.push_back(std::move(forced.sums));
    }

    /// Checks accounts against the rest, and takes what they hold out of what is estimated.
    void add_accounts(VenueInput const& venue, AccountsAt& accounts, double open_usd) {
        built_.parts.push_back(
            {venue.name + ": positions", files_of(recipe_, venue.positions->files, venue.name),
             accounts.read_as, accounts.from, accounts.time, accounts.notes, accounts.taken_for});
        check_accounts(recipe_, venue, bars_, {as_of_, price_, open_usd}, accounts);
        for (auto& warning : accounts.warnings) built_.warnings.push_back(std::move(warning));
        auto& book = books_.back();
        book.estimated = std::max(0.0, 1 - accounts.usd() / open_usd);
        book.usd = open_usd * book.estimated;
    }

    void add_shares() {
        auto const& venues = recipe_.venues;
        auto const share = [](VenueInput const& venue) { return venue.liquidatable_share; };
        if (std::ranges::none_of(venues, [](auto const& v) { return v.has_value(); }, share))
            return;
        for (std::size_t side = 0; side < both_sides.size(); ++side)
            for (auto const& venue : venues)
                built_.market.liquidatable_share.push_back(share(venue).value_or(1.0));
    }

    void add_depth() {
        if (!recipe_.depth) return;
        DepthAt depth = depth_of(recipe_, book_, all_, as_of_);
        built_.parts.push_back({"depth", book_.files,
                                depth.read_as + ": " + words::money(depth.table.bid.back()) +
                                    " of bids and " + words::money(depth.table.ask.back()) +
                                    " of asks within " +
                                    words::percent(depth.table.distance.back()),
                                depth.time, depth.time, depth.notes, depth.taken_for});
        for (auto& warning : depth.warnings) built_.warnings.push_back(std::move(warning));
        built_.market.depth = std::move(depth.table);
    }

    void add_known() {
        built_.market.known = known_fuel(recipe_, accounts_, open_);
        if (!built_.market.known) return;
        built_.parts.push_back({"coverage",
                                {},
                                "accounts hold " + words::percent(*built_.market.known->coverage) +
                                    " of the open interest of all venues",
                                0,
                                0,
                                {}});
    }

    void add_positions() {
        auto const& how = recipe_.positions;
        add_known();
        if (how.method == Method::accounts) return;
        bool const is_mixture = how.method == Method::mixture;
        auto made = [&] {
            try {
                if (is_mixture)
                    return mixture(how, books_, entries_of(recipe_, all_, bars_, as_of_, price_),
                                   price_);
                auto weights = weights_of(recipe_, as_of_);
                for (auto& warning : weights.warnings)
                    built_.warnings.push_back(std::move(warning));
                return replayed(how, weights, books_, open_, bars_, as_of_, price_);
            } catch (Error const& error) {
                throw Error(error.exit(), recipe_.path.string() + ": " + error.what());
            }
        }();
        for (auto& warning : made.warnings) built_.warnings.push_back(std::move(warning));
        auto& market = built_.market;
        market.entry_price = std::move(made.entry_price);
        market.leverage = std::move(made.leverage);
        market.open_interest = std::move(made.open_interest);
        market.position_notional = std::move(made.position_notional);
        market.leverage_class = std::move(made.leverage_class);
        market.turnover = std::move(made.turnover);
        if (!made.held_share.empty()) market.target = market::targets_of(market, made.held_share);
        market.draws = std::move(made.draws);
        built_.parts.push_back({"positions", made.files,
                                std::string(is_mixture ? "mixture" : "replay") + ": " +
                                    words::counted(market.entry_price.size(), "entry price") +
                                    ", " + words::counted(market.leverage.size(), "leverage"),
                                made.from == 0 ? bars_.time.front() : made.from, as_of_,
                                std::move(made.notes)});
    }

    Recipe const& recipe_;
    BuildOptions const& options_;
    Built built_;
    data::Bars all_, bars_;
    std::int64_t as_of_ = 0;
    double price_ = 0;
    std::vector<data::OpenInterests> counts_;  ///< of each venue
    std::vector<MarginRules> margins_;
    std::vector<std::optional<AccountsAt>> accounts_;
    data::Depth book_;
    std::vector<VenueBook> books_;
    std::vector<OpenAt> open_;
};

}  // namespace

Built build_market(Recipe const& recipe, BuildOptions const& options) {
    return Build(recipe, options).run();
}

}  // namespace liq::building
