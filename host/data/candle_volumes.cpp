#include "host/data/candle_volumes.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "host/data/candle_checks.hpp"
#include "host/errors.hpp"
#include "host/words/numbers.hpp"

namespace liq::data {

bool is_price_of(Candle const& bar, double quotient) {
    return quotient > 0.98 * bar.low && quotient < 1.02 * bar.high;
}

namespace {

bool has_both(Candle const& bar) {
    return bar.volume > 0 && bar.turnover > 0 && has_prices(bar);
}

/// Refuses a turnover in the quote currency that is not what the coins of the candle cost.
/// \param size  coin that a volume of one is
void check_turnover(Candles const& candles, Unit unit, double size) {
    for (auto const& bar : candles.rows) {
        if (!has_both(bar)) continue;
        double const quotient = bar.turnover / (bar.volume * size);
        if (is_price_of(bar, quotient)) continue;
        refuse(candles.place(bar.at) + ": turnover / " +
               (unit == Unit::contracts ? "(volume x contract_size)" : "volume") + " = " +
               words::price_in_words(quotient) + " is no price between low = " +
               words::price_in_words(bar.low) + " and high = " + words::price_in_words(bar.high) +
               (unit == Unit::contracts
                    ? ". Is contract_size another one?"
                    : ". Volume in coin and turnover in the quote currency would fit; does the "
                      "volume count contracts?"));
    }
}

/// The size of contracts: as stated, or that of coin-margined ones [USD], which the prices tell.
double sized_contracts(Candles const& candles, double contract_size) {
    if (contract_size > 0) return contract_size;
    if (candles.turnover_unit == Unit::coin) {
        for (auto const& bar : candles.rows) {
            if (!has_both(bar)) continue;
            for (double const size : {10.0, 100.0})
                if (is_price_of(bar, bar.volume * size / bar.turnover)) return size;
        }
    }
    refuse(candles.files.front() +
           ": volumes count contracts, and the size of a contract is not stated. State "
           "contract_size in [candles]");
}

/// What volumes count: as the format says, else as stated, else coin where a turnover stands beside
/// them (and has to fit).
Unit unit_of(Candles const& candles, Unit stated) {
    if (candles.volume_unit != Unit::unknown) {
        require(stated == Unit::unknown || stated == candles.volume_unit,
                candles.files.front() + ": volumes count " +
                    unit_words[static_cast<std::size_t>(candles.volume_unit)] +
                    ", and the recipe states volume = \"" +
                    unit_words[static_cast<std::size_t>(stated)] + "\"");
        return candles.volume_unit;
    }
    if (stated != Unit::unknown) return stated;
    return candles.turnover_unit == Unit::usd ? Unit::coin : Unit::unknown;
}

struct Traded {
    double coin, usd;
};
Traded traded_in(Candle const& bar, Unit unit, double size, Unit turnover) {
    double const typical = (bar.high + bar.low + bar.close) / 3;
    if (unit == Unit::contracts && turnover == Unit::coin) return {bar.turnover, bar.volume * size};
    if (unit == Unit::usd) return {bar.volume / typical, bar.volume};
    double const coin = bar.volume * size;
    return {coin, turnover == Unit::usd ? bar.turnover : coin * typical};
}

}  // namespace

void convert_volumes(Candles const& candles, Unit stated, double contract_size, Bars& bars) {
    auto const there = [&](double Candle::* column) {
        return std::ranges::any_of(candles.rows,
                                   [&](Candle const& bar) { return !std::isnan(bar.*column); });
    };
    if (!there(&Candle::volume)) return;
    bool const traded = std::ranges::any_of(
        candles.rows, [](Candle const& bar) { return bar.volume > 0 || bar.turnover > 0; });
    if (!traded) {
        bars.notes.emplace_back(
            "volumes were left out: all are 0, as in files of mark or index prices");
        return;
    }
    Unit const unit = unit_of(candles, stated);
    if (unit == Unit::unknown) {
        bars.notes.emplace_back(
            "volumes were left out: the files do not say what they count; state volume = \"coin\", "
            "\"usd\" or \"contracts\" in [candles]");
        return;
    }
    double const size = unit == Unit::contracts ? sized_contracts(candles, contract_size) : 1.0;
    Unit const turnover = there(&Candle::turnover) ? candles.turnover_unit : Unit::unknown;
    if (turnover == Unit::usd && unit != Unit::usd) check_turnover(candles, unit, size);
    for (auto const& bar : candles.rows) {
        auto const [coin, usd] = traded_in(bar, unit, size, turnover);
        bars.volume.push_back(std::isnan(coin) ? 0.0 : coin);
        bars.turnover.push_back(std::isnan(usd) ? 0.0 : usd);
    }
}

}  // namespace liq::data
