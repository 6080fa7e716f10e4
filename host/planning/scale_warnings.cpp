#include "host/planning/scale_warnings.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "host/scenario/named_numbers.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/numbers.hpp"

namespace liq::planning {
namespace {

/// A price gets a warning if its ratio to spot is above this factor or below its inverse.
constexpr double far_from_spot = 5;
/// The range without a warning of the depth within 1 %, as a share of one side's open interest:
/// from a hundredth of the smallest to a hundred times the largest depth of the large markets.
constexpr double smallest_depth = 2e-5, largest_depth = 5;
/// The approximate depth of large markets, as such a share.
constexpr double usual_depth = 0.02;
/// The smallest position without a warning [USD].
constexpr double small_position = 1000;

/// `value` times a power of ten, such that it is within a factor of three of `typical`.
std::optional<double> rescaled(double value, double typical) {
    std::optional<double> best;
    for (double const factor : {0.1, 10.0, 0.01, 100.0, 1e-3, 1e3, 1e-4, 1e4, 1e-6, 1e6, 1e-9, 1e9})
        if (double const off = std::abs(std::log(value * factor / typical));
            off < std::log(3.0) && (!best || off < std::abs(std::log(*best / typical))))
            best = value * factor;
    return best;
}

class Warnings {
  public:
    Warnings(scenario::Scenario const& scenario, market::Market const& market, double spot)
        : scenario_(scenario), market_(market), spot_(spot) {}

    std::vector<std::string> all() {
        check_spot();
        for (auto const& event : scenario_.events)
            std::visit([&](auto const& question) { check_prices(question, "event." + event.name); },
                       event.question);
        for (std::size_t i = 0; i < scenario_.walls.size(); ++i)
            check_price({"wall." + std::to_string(i) + ".price", scenario_.walls[i].price, "USD"});
        check_depth();
        check_positions();
        return std::move(warnings_);
    }

  private:
    [[nodiscard]] std::string at(std::string const& key, double usd) const {
        return scenario_.place_of(key) + ": " + key + " = " + scenario::plain_number(usd) + " USD";
    }
    static std::string did_you_mean(std::optional<double> value, char const* unit = "") {
        if (!value) return "";
        // The product with a power of ten has noise in its last digits.
        double const scale = std::pow(10.0, 11 - std::floor(std::log10(*value)));
        return ". Did you mean " + scenario::plain_number(std::round(*value * scale) / scale) +
               unit + "?";
    }

    void check_price(scenario::NamedNumber const& number) {
        double const ratio = number.value / spot_;
        if (ratio <= far_from_spot && ratio >= 1 / far_from_spot) return;
        warnings_.push_back(at(number.key, number.value) + " is " +
                            scenario::rounded_number(ratio) +
                            " times spot = " + scenario::plain_number(spot_) + " USD" +
                            did_you_mean(rescaled(number.value, spot_)));
    }

    template <class Described>
    void check_prices(Described const& described, std::string const& section) {
        for (auto const& number : scenario::named_numbers(described, section))
            if (number.unit == "USD") check_price(number);
    }

    void check_spot() {
        if (!scenario_.market.spot) return;
        double const ratio = spot_ / market_.spot;
        if (ratio <= 2 && ratio >= 0.5) return;
        warnings_.push_back(at("market.spot", spot_) + " is " + scenario::rounded_number(ratio) +
                            " times the spot of the snapshot, " +
                            scenario::plain_number(market_.spot) + " USD" +
                            did_you_mean(rescaled(spot_, market_.spot)));
    }

    /// The open interest [USD] of one side at a venue, or at all venues.
    [[nodiscard]] double interest(Side side, std::optional<std::size_t> venue) const {
        double sum = 0;
        for (std::size_t v = 0; v < market_.venues.size(); ++v)
            if (!venue || *venue == v) sum += market_.total_of(side, v);
        return sum * scenario_.market.open_interest_factor;
    }

    void check_depth() {
        if (scenario_.impact.depth_from_market || !scenario_.cascade.enabled) return;
        double const open = std::max(interest(Side::long_side, std::nullopt),
                                     interest(Side::short_side, std::nullopt));
        auto const& usd = scenario_.impact.depth;
        for (auto const& [side, value] : {std::pair{"bid", usd.bid}, std::pair{"ask", usd.ask}}) {
            if (open <= 0 || (value >= smallest_depth * open && value <= largest_depth * open))
                continue;
            bool const both = usd.bid == usd.ask;
            warnings_.push_back(
                at("impact.depth", value) + (both ? "" : std::string(" (") + side + ")") +
                " within 1 % of the mid is " + scenario::rounded_number(value / open) +
                " times the open interest of one side, " + words::dollars(open) +
                " USD; markets have about " + scenario::plain_number(usual_depth) + " times" +
                did_you_mean(rescaled(value, usual_depth * open)));
            if (both) return;
        }
    }

    void check_positions() {
        std::map<std::pair<std::size_t, Side>, std::pair<double, std::string>> sums;
        for (auto const& position : scenario_.positions) {
            std::string const section = "position." + position.name;
            check_price({section + ".entry", position.entry, "USD"});
            if (position.what_if && position.what_if->stop)
                check_price({section + ".what_if.stop", *position.what_if->stop, "USD"});
            warn_if_small(section + ".notional", position.notional);
            for (std::size_t v = 0; v < market_.venues.size(); ++v) {
                if (market_.venues[v].name != position.venue) continue;
                auto& [sum, names] = sums[{v, position.side}];
                sum += position.notional;
                names = names.empty() ? section + ".notional" : names;
            }
        }
        for (auto const& [where, desk] : sums) warn_if_large(where.first, where.second, desk);
    }

    void warn_if_small(std::string const& key, double notional) {
        if (notional >= small_position) return;
        bool const coins = notional * spot_ >= 10 * small_position;
        warnings_.push_back(at(key, notional) + " is a very small position" +
                            (coins ? ". Did you mean " + scenario::plain_number(notional) + " " +
                                         market_.asset + ", which are " +
                                         words::dollars(notional * spot_) + " USD at spot?"
                                   : ""));
    }

    /// \param desk  notional of the desk's positions [USD], and the key of the first of them
    void warn_if_large(std::size_t venue, Side side, std::pair<double, std::string> const& desk) {
        double const open = interest(side, venue);
        if (desk.first <= open) return;
        warnings_.push_back(
            scenario_.place_of(desk.second) + ": " + desk.second + ": the desk's " +
            (side == Side::long_side ? "longs" : "shorts") + " at \"" + market_.venues[venue].name +
            "\" are " + words::dollars(desk.first) + " USD, but the open interest there is " +
            words::dollars(open) +
            " USD; positions are taken to be part of the open interest. Is one of the two in "
            "another unit?");
    }

    scenario::Scenario const& scenario_;
    market::Market const& market_;
    double spot_;
    std::vector<std::string> warnings_;
};

}  // namespace

std::vector<std::string> scale_warnings(scenario::Scenario const& scenario,
                                        market::Market const& market, double spot) {
    return Warnings(scenario, market, spot).all();
}

}  // namespace liq::planning
