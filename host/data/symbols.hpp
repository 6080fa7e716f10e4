/// \file
/// Which contract of a file is read, by its symbol.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/data/format.hpp"

namespace liq::data {

/// Takes the rows of one symbol and leaves out all others.
///
/// It is the symbol that the recipe states. Without one, the file must hold a single symbol, and
/// that one must be a contract of the asset: BTCUSDT, BTC-USDT-SWAP and BTC/USDT:USDT are of BTC,
/// BTCDOMUSDT and 1000BTCUSDT are not.
class SymbolFilter {
  public:
    SymbolFilter(Reading const& reading, std::string file);

    /// Whether rows of this symbol are read. Call it for every row.
    bool takes(std::string_view symbol);
    /// Call it once, behind the last row.
    /// \throws Error(Exit::bad_input) with the symbols of the file unless one could be chosen
    void finish() const;

  private:
    [[nodiscard]] std::string seen_in_words() const;
    [[nodiscard]] std::string likely_symbol() const;
    void refuse_multiple_coins(std::string const& symbol) const;
    [[noreturn]] void refuse_unit(std::string const& symbol, char const* coins) const;

    std::string asset_, symbol_, file_;
    StatedBy by_;
    std::vector<std::string> seen_;  ///< the first few
    std::string last_;               ///< the symbol of the last row
    bool last_taken_ = false;
    bool found_ = false;
};

/// Whether a futures contract of Binance is coin-margined (BTCUSD_PERP), so that its sizes are
/// numbers of contracts.
/// \param place  for the message
/// \throws Error(Exit::bad_input) for a symbol that ends neither in USD nor in a stablecoin
bool is_coin_margined_at_binance(std::string_view symbol, std::string const& place);

/// What a symbol of the ccxt library is: BTC/USD:BTC, settled in its own coin, is inverse,
/// BTC/USDT:USDT is linear; nothing for spot (BTC/USDT) and other names.
/// \throws Error(Exit::bad_input) for an option (BTC/USD:BTC-250627-100000-C) and for a quanto
///     contract (ETH/USD:BTC)
std::optional<Contract> contract_at_ccxt(std::string_view symbol, std::string const& place);

/// What an instrument or a family of OKX is: BTC-USD-SWAP is inverse, BTC-USDT is linear; nothing
/// for other names.
std::optional<Contract> contract_at_okx(std::string_view name);

}  // namespace liq::data
