#include "host/data/formats/formats.hpp"

#include <algorithm>
#include <array>

#include "host/data/json_stream.hpp"
#include "host/errors.hpp"
#include "host/words/nearest.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::data {
namespace {

constexpr std::array candle_list{&binance_klines,   &bybit_candles, &ccxt_candles,
                                 &coinbase_candles, &csv_candles,   &okx_candles};
constexpr std::array volume_profile_list{&csv_volume_profile};
constexpr std::array open_interest_list{&binance_hist,        &binance_metrics,
                                        &bybit_open_interest, &ccxt_open_interest,
                                        &csv_open_interest,   &okx_open_interest};
constexpr std::array tier_list{&binance_brackets, &ccxt_tiers, &csv_tiers, &hyperliquid_meta,
                               &okx_tiers};
constexpr std::array depth_list{&binance_bookdepth, &binance_depth, &ccxt_depth, &csv_depth,
                                &hyperliquid_l2book};
constexpr std::array liquidation_list{
    &binance_force_orders, &bitmex_liquidations,  &bybit_liquidations, &coinglass_daily,
    &csv_liquidations,     &deribit_liquidations, &okx_liquidations};
constexpr std::array account_list{&accounts_csv, &hyperliquid_state};

template <class Series>
std::vector<std::string> names_of() {
    std::vector<std::string> names;
    for (auto const* format : formats<Series>()) names.emplace_back(format->name);
    return names;
}

std::string joined(std::vector<std::string> const& names) {
    std::string list;
    for (auto const& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

template <class Series>
Format<Series> const& format_named(std::string const& name, char const* what) {
    for (auto const* format : formats<Series>())
        if (format->name == name) return *format;
    auto const names = names_of<Series>();
    auto const near = words::nearest(name, names);
    refuse("the format \"" + words::printable(name) + "\" of " + what +
           " is not known; accepted: auto, " + joined(names) +
           (near ? ". Did you mean " + *near + "?" : ""));
}

/// What the format lacks that the file comes closest to; empty where it comes close to none.
template <class Series>
std::string closest(std::string_view head, Reading const& reading) {
    for (auto const* format : formats<Series>()) {
        if (format->lacks == nullptr) continue;
        auto const lacks = format->lacks(head, reading);
        if (!lacks.empty())
            return "; it comes closest to " + std::string(format->name) + ", but " + lacks;
    }
    return "";
}

template <class Series>
Format<Series> const& format_of(ByteStream& stream, Reading const& reading, char const* what) {
    std::string_view const head = stream.head();
    std::vector<Format<Series> const*> found;
    for (auto const* format : formats<Series>())
        if (format->recognises != nullptr && format->recognises(head)) found.push_back(format);
    if (found.size() == 1) return *found.front();
    bool const is_described = !reading.columns.empty() || !reading.delimiter.empty();
    if (found.empty() && is_described && !looks_like_json(head))
        for (auto const* format : formats<Series>())
            if (format->name == "csv") return *format;
    std::string const near = found.empty() ? closest<Series>(head, reading) : "";
    if (!near.empty())
        refuse(stream.name() + ": is in no format of " + what + " that is recognised" + near);
    auto const begin = words::printable(head.substr(0, std::min<std::size_t>(head.find('\n'), 80)));
    refuse(stream.name() + ": " +
           (found.empty() ? std::string("is in no format of ") + what + " that is recognised"
                          : std::string("could be in several formats of ") + what) +
           "; it begins with \"" + begin + "\". State its format" +
           (reading.stated_by == StatedBy::options ? " with --format" : "") +
           "; accepted: " + joined(names_of<Series>()));
}

}  // namespace

template <>
std::span<CandleFormat const* const> formats<Candles>() {
    return candle_list;
}
template <>
std::span<VolumeProfileFormat const* const> formats<VolumeProfile>() {
    return volume_profile_list;
}
template <>
std::span<OpenInterestFormat const* const> formats<OpenInterests>() {
    return open_interest_list;
}
template <>
std::span<TierFormat const* const> formats<Tiers>() {
    return tier_list;
}
template <>
std::span<DepthFormat const* const> formats<Depth>() {
    return depth_list;
}
template <>
std::span<LiquidationFormat const* const> formats<Liquidations>() {
    return liquidation_list;
}
template <>
std::span<AccountFormat const* const> formats<AccountPositions>() {
    return account_list;
}

namespace {

/// Before it there were no coins, and no prices of them.
constexpr std::int64_t first_block = 1'230'940'800'000;  ///< 2009-01-03, ms

/// Refuses counts that are no seconds since 1970: dates as numbers (20250601), days, days of a
/// spreadsheet. A history that begins at 0 is one that somebody made up.
template <class Series>
void check_epoch(Series const& series) {
    if constexpr (requires { series.rows.front().time; }) {
        for (auto const& row : series.rows) {
            if (series.rows.front().time == 0 || row.time >= first_block) continue;
            refuse(series.place(row.at) + ": its time is read as " +
                   words::iso_utc(row.time / 1'000) +
                   ", before there was any coin. Is it a date (20250601) or a count of days? "
                   "Accepted: 2025-06-05T21:00:00Z, or a count of s, ms, us or ns since 1970");
        }
    }
}

}  // namespace

template <class Series>
void read_files_into(Series& series, std::span<std::string const> files, std::string const& name,
                     Reading const& reading, char const* what) {
    Format<Series> const* format = name == "auto" ? nullptr : &format_named<Series>(name, what);
    series.stated_by = reading.stated_by;
    for (auto const& file : files) {
        ByteStream stream(file);
        if (format == nullptr) format = &format_of<Series>(stream, reading, what);
        series.format = format->name;
        series.files.push_back(stream.name());
        series.counted.push_back(looks_like_json(stream.head()) ? RowsAre::elements
                                 : stream.is_packed()           ? RowsAre::unpacked_lines
                                                                : RowsAre::lines);
        auto const number = static_cast<std::uint32_t>(series.files.size() - 1);
        format->read(stream, reading, number, series);
    }
}
template void read_files_into(AccountPositions&, std::span<std::string const>, std::string const&,
                              Reading const&, char const*);

template <class Series>
Series read_files(std::span<std::string const> files, std::string const& name,
                  Reading const& reading, char const* what) {
    Series series;
    read_files_into(series, files, name, reading, what);
    check_epoch(series);
    return series;
}
template Candles read_files(std::span<std::string const>, std::string const&, Reading const&,
                            char const*);
template VolumeProfile read_files(std::span<std::string const>, std::string const&, Reading const&,
                                  char const*);
template OpenInterests read_files(std::span<std::string const>, std::string const&, Reading const&,
                                  char const*);
template Tiers read_files(std::span<std::string const>, std::string const&, Reading const&,
                          char const*);
template Depth read_files(std::span<std::string const>, std::string const&, Reading const&,
                          char const*);
template Liquidations read_files(std::span<std::string const>, std::string const&, Reading const&,
                                 char const*);

void agree(Unit& unit, Unit found, SeriesFiles const& series, std::uint32_t file) {
    if (unit == Unit::unknown) unit = found;
    require(unit == found,
            series.files[file] + ": counts in " + unit_words[static_cast<std::size_t>(found)] +
                " where what was read before counts in " +
                unit_words[static_cast<std::size_t>(unit)] + ". Read files of one kind at a time");
}

void agree(std::optional<Contract>& contract, Contract found, SeriesFiles const& series,
           std::uint32_t file) {
    if (!contract) contract = found;
    if (contract == found) return;
    refuse(series.files[file] + ": is of " + (found == Contract::linear ? "linear" : "inverse") +
           " contracts, and what was read before of the others. Read files of one kind at a "
           "time");
}

}  // namespace liq::data
