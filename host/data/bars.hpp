/// \file
/// Candles on a grid: sorted, without holes and duplicates, with volumes in coin and quote
/// currency.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/data/series.hpp"

namespace liq::data {

/// What is done about bars that are not there, and about bars that are there twice.
enum class OnGap : std::uint8_t {
    refuse,
    fill,   ///< with bars that hold the close before them and have no volume
    split,  ///< what comes before the last hole is left out
};
inline constexpr char const* on_gap_words[] = {"refuse", "fill", "split"};
enum class OnDuplicate : std::uint8_t { refuse, first, last };
inline constexpr char const* on_duplicate_words[] = {"refuse", "first", "last"};

/// What is done about a high below open or close, or a low above them.
enum class OnDisorder : std::uint8_t {
    refuse,
    extend,  ///< it is moved there, if it is a slip (`largest_slip`, `most_slips`)
};
inline constexpr char const* on_disorder_words[] = {"refuse", "extend"};
/// A slip of a high or low is at most this share of it, in at most this share of the candles.
inline constexpr double largest_slip = 0.01, most_slips = 0.001;

struct Repairs {
    OnGap gap = OnGap::refuse;
    OnDuplicate duplicate = OnDuplicate::refuse;
    OnDisorder disorder = OnDisorder::refuse;
};

/// Bars of one length, one after the other.
struct Bars {
    std::int64_t seconds = 0;        ///< length of a bar
    std::vector<std::int64_t> time;  ///< begin, Unix seconds UTC
    std::vector<double> open, high, low, close;
    std::vector<double> volume;    ///< coin; empty: not known
    std::vector<double> turnover;  ///< quote currency; empty: not known
    /// Whether a bar was filled (of `joined`: all that it is made of); empty: no bar was.
    std::vector<std::uint8_t> filled;
    std::vector<std::string> notes;  ///< what was repaired or left out

    [[nodiscard]] std::size_t size() const { return time.size(); }
    /// When the last bar ended.
    [[nodiscard]] std::int64_t end() const { return time.empty() ? 0 : time.back() + seconds; }
    /// The bars that begin at `from` or later and have ended by `until`.
    [[nodiscard]] Bars between(std::int64_t from, std::int64_t until) const;
    /// Bars of `longer` seconds, a multiple, that begin at multiples of it since 1970; a bar that
    /// is not filled is left out.
    [[nodiscard]] Bars joined(std::int64_t longer) const;
};

/// Sorts candles, converts their volumes and checks them.
/// \param volume         unit of the volumes where the format does not say it
/// \param contract_size  of the contracts that volumes count [coin, inverse: USD]; 0: not stated
/// \throws Error(Exit::bad_input) with file and row: prices that are missing (refused as a hole
/// is),
///     not positive or not in order, bars off the grid or cut short, holes, duplicates, volumes in
///     units that contradict prices
Bars bars_of(Candles candles, Unit volume, double contract_size, Repairs const& repairs);

}  // namespace liq::data
