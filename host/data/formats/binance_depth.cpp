/// \file
/// Order book of Binance (`depth`), spot and USD-margined futures: prices and sizes in coin.
///
/// Futures give the time of the book (`T`) and of the message (`E`); spot gives none. Books of
/// coin-margined contracts look alike but for `symbol` and `pair`; their sizes are numbers of
/// contracts, and are refused.

#include "host/data/depth_levels.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_time.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool recognises(std::string_view head) {
    return looks_like_json(head) && head.find("\"lastUpdateId\"") != head.npos;
}

bool is_coin_margined(json const& book) {
    if (book.contains("pair")) return true;
    auto const symbol = book.find("symbol");
    return symbol != book.end() && symbol->is_string() &&
           symbol->get_ref<std::string const&>().find("USD_") != std::string::npos;
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t /*file*/, Depth& depth) {
    require_first_book(depth, stream.name());
    require_same_unit(reading, "coin", stream.name());
    json const book = read_json(stream);
    JsonPlace const root{stream.name(), ""};
    json const& bids = member(book, "bids", root);
    json const& asks = member(book, "asks", root);
    if (is_coin_margined(book))
        refuse(
            root.text() + ": is the book of a coin-margined contract" +
            (book.contains("symbol")
                 ? " (" + words::printable(book["symbol"].dump().substr(0, 60)) + ")"
                 : "") +
            ": its sizes are numbers of contracts, and depth is needed in coin. Give the book of "
            "a USD-margined contract, or convert it and use the format csv");
    add_pairs(depth.bids, bids, root.at("bids"));
    add_pairs(depth.asks, asks, root.at("asks"));
    depth.time = time_or_zero(book, "T", root);
    if (depth.time == 0) depth.time = time_or_zero(book, "E", root);
    finish_book(depth, stream.name());
}

}  // namespace

DepthFormat const binance_depth{
    "binance-depth",
    "depth of Binance, spot and USD-margined; sizes in coin; futures give the time, spot does not",
    recognises, read};

}  // namespace liq::data
