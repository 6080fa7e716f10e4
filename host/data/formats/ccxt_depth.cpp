/// \file
/// `fetch_order_book` of the ccxt library: prices and sizes, with a time where the exchange gives
/// one.
///
/// Sizes of spot markets are in coin. Those of contracts are what the exchange counts, coin at one
/// and numbers of contracts at another, and the file does not say which: `unit = "coin"` does.
/// Without it they are taken as coin, and a note says so; inverse contracts (BTC/USD:BTC) are
/// refused.

#include "host/data/checked_rows.hpp"
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

/// Base and settlement of BASE/QUOTE:SETTLEMENT are the same.
bool is_inverse(std::string_view symbol) {
    auto const slash = symbol.find('/'), colon = symbol.find(':');
    if (slash == symbol.npos || colon == symbol.npos) return false;
    std::string_view const settlement = symbol.substr(colon + 1);
    return settlement.substr(0, settlement.find('-')) == symbol.substr(0, slash);
}

void check_unit(std::string const& symbol, Reading const& reading, Depth& depth,
                std::string const& file) {
    Unit const unit = stated_unit(reading, file);
    if (unit == Unit::coin) return;
    bool const inverse = is_inverse(symbol);
    require(unit == Unit::unknown && !inverse,
            file + ": the sizes of " + words::printable(symbol.substr(0, 60)) + " are " +
                (inverse ? "not in coin, since the contract is inverse"
                         : "not in coin, as unit = \"" + reading.unit + "\" says") +
                "; depth is needed in coin. Convert them, and state unit = \"coin\"");
    if (symbol.find(':') != symbol.npos)
        depth.notes.push_back(file + ": sizes of " + words::printable(symbol.substr(0, 60)) +
                              " were taken as coin; some exchanges count contracts here. State "
                              "unit = \"coin\" if they are coin");
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t /*file*/, Depth& depth) {
    require_first_book(depth, stream.name());
    json const book = read_json(stream);
    JsonPlace const root{stream.name(), ""};
    json const& bids = member(book, "bids", root);
    json const& asks = member(book, "asks", root);
    // Old versions of the library leave the symbol out.
    if (book.contains("symbol") && !book["symbol"].is_null()) {
        std::string const symbol = text_at(book, "symbol", root);
        SymbolFilter filter(reading, stream.name());
        filter.takes(symbol);
        filter.finish();
        check_unit(symbol, reading, depth, stream.name());
    }
    add_pairs(depth.bids, bids, root.at("bids"));
    add_pairs(depth.asks, asks, root.at("asks"));
    depth.time = time_or_zero(book, "timestamp", root);
    finish_book(depth, stream.name());
}

}  // namespace

DepthFormat const ccxt_depth{"ccxt",
                             "fetch_order_book of ccxt; sizes in coin, of contracts only where "
                             "`unit` or the exchange says so",
                             recognises, read};

}  // namespace liq::data
