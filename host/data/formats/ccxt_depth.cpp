/// \file
/// `fetch_order_book` of the ccxt library: prices and sizes, with a time where the exchange gives
/// one.
///
/// Sizes of spot markets are in coin. Those of contracts are what the exchange counts, coin at one,
/// USD or numbers of contracts at another, and the file does not say which: `unit` does.

#include "host/data/depth_levels.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_time.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool recognises(std::string_view head) {
    return looks_like_json(head) && head.find("\"lastUpdateId\"") == head.npos &&
           head.find("\"bids\"") != head.npos && head.find("\"asks\"") != head.npos;
}

/// What sizes count: coin on a spot market, else what the recipe states. A book without a symbol
/// can be one of a venue itself that looks alike.
SizeUnit sizes_of(std::string const& symbol, Reading const& reading, std::string const& file) {
    auto const contract = contract_at_ccxt(symbol, file);
    bool const spot = !contract && symbol.find('/') != symbol.npos;
    if (spot && reading.unit.empty()) return {};
    return stated_sizes(
        reading, contract == Contract::inverse, file,
        symbol.empty() ? "its sizes" : "the sizes of " + words::printable(symbol.substr(0, 60)));
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t /*file*/, Depth& depth) {
    require_first_book(depth, stream.name());
    json const book = read_json(stream);
    JsonPlace const root{stream.name(), ""};
    json const& bids = member(book, "bids", root);
    json const& asks = member(book, "asks", root);
    std::string symbol;
    // Old versions of the library leave it out.
    if (book.contains("symbol") && !book["symbol"].is_null()) {
        symbol = text_at(book, "symbol", root);
        SymbolFilter filter(reading, stream.name());
        filter.takes(symbol);
        filter.finish();
    }
    SizeUnit const sizes = sizes_of(symbol, reading, stream.name());
    add_pairs(depth.bids, bids, root.at("bids"), sizes);
    add_pairs(depth.asks, asks, root.at("asks"), sizes);
    depth.time = time_or_zero(book, "timestamp", root);
    finish_book(depth, stream.name());
}

}  // namespace

DepthFormat const ccxt_depth{"ccxt",
                             "fetch_order_book of ccxt; sizes of spot markets in coin, of "
                             "contracts as `unit` says",
                             recognises, read};

}  // namespace liq::data
