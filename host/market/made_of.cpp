#include "host/market/made_of.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "host/storage/isolated.hpp"
#include "host/storage/reader.hpp"

namespace liq::market {
namespace {

constexpr std::array<char const*, 4> attributes{"recipe", "recipe_sha256", "made_of", "read_as"};

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

}  // namespace

std::optional<MadeOf> made_of(Market const& market) {
    std::vector<std::string> found;
    storage::in_child_process(
        market.path,
        [&](auto const& give) {
            auto const file = market.bytes ? storage::Reader(market.path, *market.bytes)
                                           : storage::Reader(market.path);
            for (auto const* name : attributes) give(file.text("/", name).value_or(""));
        },
        [&](std::string text) { found.push_back(std::move(text)); });
    found.resize(attributes.size());
    if (found[2].empty() && found[3].empty()) return std::nullopt;
    return MadeOf{found[0], found[1], lines_of(found[2]), found[3]};
}

}  // namespace liq::market
