#include "host/data/symbols.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

constexpr std::size_t most_named = 8;

/// What a symbol may begin with to count several coins at once.
struct Multiple {
    std::string_view prefix;
    char const* coins;
};
constexpr std::array<Multiple, 5> multiples{{{"1000000", "1,000,000"},
                                             {"1M", "1,000,000"},
                                             {"10000", "10,000"},
                                             {"1000", "1,000"},
                                             {"k", "1,000"}}};

/// What may follow the name of an asset without a separator.
constexpr std::array<std::string_view, 8> quotes{"USD",  "BUSD", "FDUSD", "TUSD",
                                                 "PERP", "EUR",  "KRW",   "JPY"};

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

bool begins_with(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() &&
           std::ranges::equal(text.substr(0, prefix.size()), prefix,
                              [](char a, char b) { return lower(a) == lower(b); });
}

bool is_of(std::string_view symbol, std::string_view asset) {
    if (asset.empty()) return true;
    if (!begins_with(symbol, asset)) return false;
    std::string_view const rest = symbol.substr(asset.size());
    if (rest.empty() || std::string_view("-/_:").find(rest.front()) != rest.npos) return true;
    return std::ranges::any_of(quotes, [&](auto quote) { return begins_with(rest, quote); });
}

std::string shown(std::string_view symbol) {
    return words::printable(words::shortened(symbol.substr(0, 200), 40));
}

}  // namespace

SymbolFilter::SymbolFilter(Reading const& reading, std::string file)
    : asset_(reading.asset),
      symbol_(reading.symbol),
      file_(std::move(file)),
      by_(reading.stated_by) {}

bool SymbolFilter::takes(std::string_view symbol) {
    if (!seen_.empty() && symbol == last_) return last_taken_;
    last_ = symbol;
    if (seen_.size() <= most_named && std::ranges::find(seen_, symbol) == seen_.end())
        seen_.emplace_back(symbol);
    last_taken_ =
        symbol_.empty() ? symbol == seen_.front() && is_of(symbol, asset_) : symbol == symbol_;
    found_ |= last_taken_;
    return last_taken_;
}

void SymbolFilter::finish() const {
    if (!symbol_.empty()) {
        require(found_, file_ + ": has no rows of the symbol " + shown(symbol_) +
                            "; found: " + seen_in_words());
        return;
    }
    if (seen_.empty()) return;
    if (seen_.size() > 1)
        refuse(file_ + ": holds several symbols: " + seen_in_words() +
               ". State the one to read: " + statement(by_, "symbol", likely_symbol()));
    if (found_) return;
    refuse_multiple_coins(seen_.front());
    refuse(file_ + ": holds the symbol " + shown(seen_.front()) +
           ", which does not look like a contract of " + shown(asset_) +
           ". If it is one, state it: " + statement(by_, "symbol", shown(seen_.front())));
}

std::string SymbolFilter::seen_in_words() const {
    std::string list;
    for (std::size_t i = 0; i < std::min(seen_.size(), most_named); ++i)
        list += (i == 0 ? "" : ", ") + shown(seen_[i]);
    if (seen_.size() > most_named) list += ", ...";
    return list.empty() ? "none" : list;
}

std::string SymbolFilter::likely_symbol() const {
    auto const fits = [&](std::string const& symbol) { return is_of(symbol, asset_); };
    auto const found = std::ranges::find_if(seen_, fits);
    return shown(found == seen_.end() ? seen_.front() : *found);
}

void SymbolFilter::refuse_unit(std::string const& symbol, char const* coins) const {
    refuse(file_ + ": holds the symbol " + shown(symbol) + ", whose unit is " + coins + " " +
           shown(asset_) + ", and whose price is that of as many. If all prices and amounts are " +
           "meant in this unit, state " + statement(by_, "symbol", shown(symbol)));
}

void SymbolFilter::refuse_multiple_coins(std::string const& symbol) const {
    for (auto const& [prefix, coins] : multiples) {
        // A capital K begins the names of other coins.
        if (!symbol.starts_with(prefix)) continue;
        if (!is_of(std::string_view(symbol).substr(prefix.size()), asset_)) continue;
        refuse_unit(symbol, coins);
    }
    // Bybit writes the number behind the name: SHIB1000USDT.
    for (auto const& [number, coins] : multiples)
        if (is_of(symbol, asset_ + std::string(number))) refuse_unit(symbol, coins);
}

bool is_coin_margined_at_binance(std::string_view symbol, std::string const& place) {
    static constexpr std::array<std::string_view, 5> stablecoins{"USDT", "USDC", "BUSD", "FDUSD",
                                                                 "USD1"};
    // BTCUSD_PERP, BTCUSD_250627, BTCUSDT_250627.
    std::string_view const pair = symbol.substr(0, symbol.find('_'));
    if (std::ranges::any_of(stablecoins, [&](auto coin) { return pair.ends_with(coin); }))
        return false;
    require(pair.ends_with("USD"),
            place + ": the symbol " + shown(symbol) +
                " ends neither in USD nor in a stablecoin, so that its units are not known");
    return true;
}

std::optional<Contract> contract_at_ccxt(std::string_view symbol, std::string const& place) {
    auto const slash = symbol.find('/'), colon = symbol.find(':');
    if (slash == symbol.npos || colon == symbol.npos || colon < slash) return std::nullopt;
    require(!symbol.ends_with("-C") && !symbol.ends_with("-P"),
            place + ": " + shown(symbol) + " is an option, which is no perpetual contract");
    std::string_view const base = symbol.substr(0, slash);
    std::string_view const quote = symbol.substr(slash + 1, colon - slash - 1);
    std::string_view const behind = symbol.substr(colon + 1);
    std::string_view const settlement = behind.substr(0, behind.find('-'));
    if (settlement == base) return Contract::inverse;
    require(settlement == quote || settlement.find("USD") != settlement.npos,
            place + ": " + shown(symbol) + " is quoted in " + shown(quote) + " and settled in " +
                shown(settlement) + " (quanto), so that it is neither linear nor inverse");
    return Contract::linear;
}

std::optional<Contract> contract_at_okx(std::string_view name) {
    auto const begin = name.find('-');
    if (begin == name.npos) return std::nullopt;
    std::string_view const quote = name.substr(begin + 1, name.find('-', begin + 1) - begin - 1);
    if (quote == "USD") return Contract::inverse;
    if (quote == "USDT" || quote == "USDC") return Contract::linear;
    return std::nullopt;
}

}  // namespace liq::data
