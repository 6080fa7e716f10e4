/// \file
/// What a data format is, and the lists of those that there are.
///
/// A new format is one file in formats/, one line in the list of its kind (formats.cpp), a sample
/// in tests/host/data/samples and a test beside it.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "host/data/account_positions.hpp"
#include "host/data/byte_stream.hpp"
#include "host/data/cells.hpp"
#include "host/data/series.hpp"

namespace liq::data {

/// What a recipe says about a file beside its format.
struct Reading {
    std::string asset = {};      ///< "BTC"
    std::string symbol = {};     ///< of the contract; empty: the only one of the file
    ColumnNames columns = {};    ///< of `csv`
    std::string delimiter = {};  ///< of `csv`; empty: a comma
    std::string side_is = {};  ///< of `csv` liquidations: "position" or "order"; empty: not stated
    std::int64_t until = std::numeric_limits<std::int64_t>::max();  ///< nothing later is used [ms]
    std::string unit = {};                  ///< of amounts, where the format does not say it
    double contract_size = 0;               ///< of the venue, coin (inverse: USD); 0: not stated
    Contract contract = Contract::linear;   ///< of the venue
    StatedBy stated_by = StatedBy::recipe;  ///< where all this stands, for messages

    [[nodiscard]] char separator() const { return delimiter.empty() ? ',' : delimiter.front(); }
};

/// Turns the bytes of one file into rows that are added to a series.
/// \tparam Series  Candles, VolumeProfile, OpenInterests, Tiers, Depth, Liquidations or
///     AccountPositions
template <class Series>
struct Format {
    std::string_view name;     ///< as recipes write it
    std::string_view meaning;  ///< where such files come from, their units and time label
    /// Whether a file that begins like this is certainly one; null: the format has to be named.
    bool (*recognises)(std::string_view head);
    /// \param file  the number of this file in the series
    /// \throws Error(Exit::bad_input) with file, row and column
    void (*read)(ByteStream& stream, Reading const& reading, std::uint32_t file, Series& series);
    /// What a file that begins like this lacks to be one, "has no column for close; found: ...";
    /// empty where it does not come close. Null: never said.
    std::string (*lacks)(std::string_view head, Reading const& reading) = nullptr;
};

using CandleFormat = Format<Candles>;
using OpenInterestFormat = Format<OpenInterests>;
using TierFormat = Format<Tiers>;
using DepthFormat = Format<Depth>;
using LiquidationFormat = Format<Liquidations>;
using AccountFormat = Format<AccountPositions>;
using VolumeProfileFormat = Format<VolumeProfile>;

/// All formats of a kind, in the order of their names.
template <class Series>
std::span<Format<Series> const* const> formats();

/// Reads files into one series, all by the same format.
/// \param name   of the format, or "auto": the one that recognises the first file
/// \param what   "candles", for messages
/// \throws Error(Exit::bad_input) for a format that is not known, a file that none or several
///     recognise
template <class Series>
Series read_files(std::span<std::string const> files, std::string const& name,
                  Reading const& reading, char const* what);

/// The same into a series that may hold rows already, or hands them on.
template <class Series>
void read_files_into(Series& series, std::span<std::string const> files, std::string const& name,
                     Reading const& reading, char const* what);

/// Sets a unit that the rows of all files share, or refuses files that differ.
void agree(Unit& unit, Unit found, SeriesFiles const& series, std::uint32_t file);

/// Sets what the files are of, or refuses files that differ.
void agree(std::optional<Contract>& contract, Contract found, SeriesFiles const& series,
           std::uint32_t file);

/// The line, or the place in a list, as a `Row` holds it.
inline Row row_at(std::uint32_t file, std::uint64_t row) {
    return {file, static_cast<std::uint32_t>(row < 0xffffffffU ? row : 0xffffffffU)};
}

}  // namespace liq::data
