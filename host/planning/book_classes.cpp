#include "host/planning/book_classes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/errors.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::planning {
namespace {

using Levers = std::vector<std::size_t>;

constexpr char const* accepted =
    "accepted: a duration such as \"3d\", \"never\", { leverage_days = 20 }, or a list of "
    "{ leverage = .., turnover = .. }";

Levers all_levers(market::Market const& market) {
    Levers all(market.leverage.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

std::vector<Levers> classes_of_snapshot(market::Market const& market) {
    std::vector<Levers> classes(market.n_classes());
    for (std::size_t const l : all_levers(market)) classes[market.class_of(l)].push_back(l);
    return classes;
}

/// A class for each leverage, and of more than `max_classes` the nearest neighbours together.
std::vector<Levers> classes_by_leverage(market::Market const& market) {
    std::vector<Levers> classes;
    for (std::size_t const l : all_levers(market)) classes.push_back({l});
    auto const multiple = [&](std::size_t c) {
        return market.leverage[classes[c + 1].back()] / market.leverage[classes[c].front()];
    };
    while (classes.size() > max_classes) {
        std::size_t nearest = 0;
        for (std::size_t c = 1; c + 1 < classes.size(); ++c)
            if (multiple(c) < multiple(nearest)) nearest = c;
        Levers const& upper = classes[nearest + 1];
        classes[nearest].insert(classes[nearest].end(), upper.begin(), upper.end());
        classes.erase(classes.begin() + static_cast<std::ptrdiff_t>(nearest) + 1);
    }
    return classes;
}

/// Open interest over margin: the leverage of all positions of the class together.
double mean_leverage(market::Market const& market, Levers const& levers) {
    double interest = 0, margin = 0;
    for (std::size_t const l : levers) {
        double const of_both = market.open_interest_of_lever(Side::long_side, l) +
                               market.open_interest_of_lever(Side::short_side, l);
        interest += of_both;
        margin += of_both / market.leverage[l];
    }
    if (interest > 0) return interest / margin;
    return std::sqrt(market.leverage[levers.front()] * market.leverage[levers.back()]);
}

std::vector<BookClass> in_leverage_days(double leverage_days, market::Market const& market) {
    std::vector<BookClass> classes;
    for (Levers& levers : market.leverage_class.empty() ? classes_by_leverage(market)
                                                        : classes_of_snapshot(market)) {
        double const seconds = leverage_days * seconds_per_day / mean_leverage(market, levers);
        Duration const length{std::llround(std::clamp(seconds, 1.0, longest_turnover))};
        classes.push_back({std::move(levers), {length}});
    }
    return classes;
}

std::vector<BookClass> in_bands(std::vector<TurnoverBand> const& bands,
                                market::Market const& market, std::string const& place) {
    double const highest = market.leverage.back(), last = bands.back().leverage;
    require(last >= highest, place + ": book.turnover ends at leverage " +
                                 scenario::plain_number(last) + ", and " + market.path.string() +
                                 " has leverages up to " + scenario::plain_number(highest) +
                                 "; accepted: a last entry of at least this leverage");
    std::vector<BookClass> classes;
    std::size_t l = 0;
    for (TurnoverBand const& band : bands) {
        BookClass of_band{{}, band.turnover};
        for (; l < market.leverage.size() && market.leverage[l] <= band.leverage; ++l)
            of_band.levers.push_back(l);
        if (!of_band.levers.empty()) classes.push_back(std::move(of_band));
    }
    return classes;
}

std::vector<BookClass> as_the_snapshot_says(market::Market const& market,
                                            std::string const& place) {
    require(!market.turnover.empty(),
            place + ": book.turnover is missing, which cascade.book = \"living\" needs where the " +
                "snapshot, " + market.path.string() + ", has no /book/turnover; " + accepted);
    std::vector<BookClass> classes;
    for (Levers& levers : classes_of_snapshot(market)) {
        double const seconds = market.turnover[classes.size()];
        bool const never = std::isinf(seconds);
        Duration const length{never ? 0 : std::llround(seconds)};
        classes.push_back({std::move(levers), {length, never}});
    }
    return classes;
}

}  // namespace

std::vector<BookClass> book_classes(std::optional<Turnover> const& turnover,
                                    market::Market const& market, BookPlaces const& places) {
    bool const by_leverage =
        turnover ? !turnover->of_all.has_value() : !market.leverage_class.empty();
    if (market.known && by_leverage)
        refuse((turnover ? places.turnover : places.living) +
               ": book.turnover is by leverage, and " + market.path.string() +
               " has positions that are known by their liquidation price alone "
               "(/positions/liquidation), which have no leverage; accepted: one duration for all "
               "positions, such as book.turnover = \"3d\", or \"never\"");
    if (!turnover) return as_the_snapshot_says(market, places.living);
    if (turnover->leverage_days) return in_leverage_days(*turnover->leverage_days, market);
    if (!turnover->bands.empty()) return in_bands(turnover->bands, market, places.turnover);
    return {{all_levers(market), turnover->of_all.value()}};
}

}  // namespace liq::planning
