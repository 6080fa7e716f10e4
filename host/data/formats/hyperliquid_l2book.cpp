/// \file
/// Order book of Hyperliquid (`l2Book`): bids, then asks, with sizes in coin and the time in
/// milliseconds.
///
/// The venue gives 20 levels a side. Where prices were grouped (`nSigFigs`) they reach further from
/// the middle, and the best prices are coarse. Names that begin with "k" count thousands of coins.

#include "host/data/depth_levels.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_time.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool recognises(std::string_view head) {
    return looks_like_json(head) && head.find("\"levels\"") != head.npos &&
           head.find("\"px\"") != head.npos;
}

void add_side(std::vector<DepthLevel>& side, json const& list, JsonPlace const& place) {
    require(list.is_array(), place.text() + " is not a list of levels");
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonPlace const at = place.at(i);
        add_level(side, number_at(list[i], "px", at), number_at(list[i], "sz", at), at.text());
    }
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t /*file*/, Depth& depth) {
    require_first_book(depth, stream.name());
    require_same_unit(reading, "coin", stream.name());
    json const document = read_json(stream);
    JsonPlace const file{stream.name(), ""};
    // Messages of a subscription hold the book as `data`.
    bool const is_message = document.is_object() && document.contains("data");
    json const& book = is_message ? document["data"] : document;
    JsonPlace const root = is_message ? file.at("data") : file;
    SymbolFilter filter(reading, stream.name());
    filter.takes(text_at(book, "coin", root));
    filter.finish();
    json const& levels = member(book, "levels", root);
    JsonPlace const place = root.at("levels");
    require(levels.is_array() && levels.size() == 2,
            place.text() + " is not a pair of lists, bids and asks");
    add_side(depth.bids, levels[0], place.at(std::size_t{0}));
    add_side(depth.asks, levels[1], place.at(std::size_t{1}));
    depth.time = time_at(book, "time", root);
    finish_book(depth, stream.name());
}

}  // namespace

DepthFormat const hyperliquid_l2book{"hyperliquid-l2book",
                                     "l2Book of Hyperliquid; sizes in coin, 20 levels a side",
                                     recognises, read};

}  // namespace liq::data
