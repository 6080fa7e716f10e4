/// \file
/// Open interest of OKX: `public/open-interest` at one time, and `contracts/open-interest-history`.
///
/// Each row has the amount in contracts (`oi`), in coin (`oiCcy`) and in USD (`oiUsd`); the latter
/// two are read, since the size of a contract is not in the file. The history has lists in this
/// order, without names, that begin with the time. Only the first kind says which contract it is.

#include <algorithm>

#include "host/data/answers.hpp"
#include "host/data/checked_rows.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_time.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

constexpr std::size_t n_of_list = 4;  ///< ts, oi, oiCcy, oiUsd

bool recognises(std::string_view head) {
    if (!looks_like_json(head) || head.find("\"code\"") == head.npos ||
        head.find("\"openInterestAmount\"") != head.npos)
        return false;
    if (head.find("\"oiCcy\"") != head.npos) return true;
    // Other statistics of the venue are lists too, and none of them has four numbers.
    auto const data = head.find("\"data\"");
    if (data == head.npos) return false;
    auto const begin = head.find_first_not_of(" \t\r\n:[", data + 6);
    auto const end = head.find(']', data);
    if (begin == head.npos || end == head.npos || end < begin) return false;
    auto const before = head.substr(data, begin - data), row = head.substr(begin, end - begin);
    return std::ranges::count(before, '[') == 2 && std::ranges::count(row, ',') == n_of_list - 1;
}

OpenInterest row_of_list(json const& list, JsonPlace const& place) {
    require(list.size() == n_of_list, place.text() + " has " + std::to_string(list.size()) +
                                          " values; ts, oi, oiCcy and oiUsd are needed");
    OpenInterest row;
    row.time = time_of(list[0], place.at(std::size_t{0}));
    row.amount = number_of(list[2], place.at(2));
    row.value = number_of(list[3], place.at(3));
    return row;
}

OpenInterest row_of_object(json const& object, JsonPlace const& place) {
    OpenInterest row;
    row.time = time_at(object, "ts", place);
    row.amount = number_at(object, "oiCcy", place);
    row.value = number_or_nothing(object, "oiUsd", place);
    return row;
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, OpenInterests& series) {
    json const answer = read_json(stream);
    JsonPlace const root{stream.name(), ""};
    json const& data = data_of_okx(answer, root);
    JsonPlace const at_data = root.at("data");
    SymbolFilter filter(reading, stream.name());
    bool has_names = false;
    for (std::size_t i = 0; i < data.size(); ++i) {
        JsonPlace const place = at_data.at(i);
        bool const is_list = data[i].is_array();
        has_names |= !is_list;
        if (!is_list) {
            std::string const name = text_at(data[i], "instId", place);
            if (!filter.takes(name)) continue;
            if (auto const kind = contract_at_okx(name))
                agree(series.contract, *kind, series, file);
        }
        OpenInterest row = is_list ? row_of_list(data[i], place) : row_of_object(data[i], place);
        row.at = row_at(file, i + 1);
        add_checked(series, row, place.text());
    }
    if (has_names) filter.finish();
    series.sides = Sides::one;
    agree(series.amount_unit, Unit::coin, series, file);
}

}  // namespace

OpenInterestFormat const okx_open_interest{"okx",
                                           "open-interest and contracts/open-interest-history of "
                                           "OKX; coin (oiCcy) and USD (oiUsd); time is "
                                           "that of the count",
                                           recognises, read};

}  // namespace liq::data
