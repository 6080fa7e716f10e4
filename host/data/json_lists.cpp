#include "host/data/json_lists.hpp"

#include <algorithm>
#include <string>

#include "host/data/json_time.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

constexpr std::string_view json_blanks = " \t\r\n";

std::string_view without_blanks(std::string_view text) {
    auto const from = text.find_first_not_of(json_blanks);
    if (from == text.npos) return {};
    return text.substr(from, text.find_last_not_of(json_blanks) - from + 1);
}

std::vector<std::string_view> values_of(std::string_view list) {
    std::vector<std::string_view> values;
    for (auto comma = list.find(','); comma != list.npos; comma = list.find(',')) {
        values.push_back(without_blanks(list.substr(0, comma)));
        list.remove_prefix(comma + 1);
    }
    values.push_back(without_blanks(list));
    return values;
}

}  // namespace

std::vector<std::vector<std::string_view>> first_lists(std::string_view text, std::size_t most) {
    std::vector<std::vector<std::string_view>> lists;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    for (char expected = '['; lists.size() < most; expected = ',') {
        text = text.substr(std::min(text.find_first_not_of(json_blanks), text.size()));
        if (!text.starts_with(expected)) break;
        auto const begin = text.find_first_not_of(json_blanks, 1), end = text.find(']');
        if (begin == text.npos || text[begin] != '[' || end == text.npos) break;
        lists.push_back(values_of(text.substr(begin + 1, end - begin - 1)));
        text.remove_prefix(end + 1);
    }
    return lists;
}

std::string_view behind_key(std::string_view text, std::string_view key) {
    std::string const quoted = '"' + std::string(key) + '"';
    auto const found = text.find(quoted);
    if (found == text.npos) return {};
    text = text.substr(found + quoted.size());
    auto const colon = text.find_first_not_of(json_blanks);
    if (colon == text.npos || text[colon] != ':') return {};
    text = text.substr(colon + 1);
    return text.substr(std::min(text.find_first_not_of(json_blanks), text.size()));
}

Candle candle_of_list(nlohmann::json const& list, PricePlaces const& places, JsonPlace const& place,
                      Row at) {
    auto const price = [&](std::size_t i) { return number_of(list[i], place.at(i)); };
    Candle bar;
    bar.at = at;
    bar.time = time_of(list[0], place.at(std::size_t{0}));
    bar.open = price(places.open);
    bar.high = price(places.high);
    bar.low = price(places.low);
    bar.close = price(places.close);
    return bar;
}

void refuse_columns(Reading const& reading, std::string const& file, char const* what,
                    bool has_symbol) {
    require(reading.columns.empty(), file + ": " + what + " have fixed columns; leave " +
                                         words_for_columns(reading.stated_by) + " out");
    require(has_symbol || reading.symbol.empty(), file + ": " + what + " have no symbol; leave " +
                                                      words_for_symbol(reading.stated_by) + " out");
}

}  // namespace liq::data
