/// \file
/// Reading a market snapshot, with every check of host/interface.md "Market snapshot".
#pragma once

#include <cstdint>
#include <filesystem>

#include "host/market/market.hpp"

namespace liq::market {

/// The newest layout this program reads; a newer major version is refused.
inline constexpr int market_schema_major = 1;
inline constexpr int market_schema_minor = 0;
inline constexpr char const* market_filetype = "liqcascade-market";
/// Largest file that a market keeps in memory, for reports to embed [bytes].
inline constexpr std::uint64_t largest_embedded_market = std::uint64_t{64} << 20;

/// Reads and checks a snapshot; what comes back needs no further check.
///
/// Errors name file, dataset and element: Exit::no_file if the file cannot be read, Exit::bad_input
/// for what is in it. What is odd but usable is said in `Market::warnings`.
Market read_market(std::filesystem::path const& file);

}  // namespace liq::market
