/// \file
/// Reading a market snapshot, with every check of host/interface.md "Market snapshot".
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

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
///
/// The file is read once: what was checked, `Market::sha256` and `Market::bytes` are of the same
/// bytes, whatever takes the file's place meanwhile.
Market read_market(std::filesystem::path const& file);

/// The same of bytes that are in memory; `file` is their name.
Market read_market(std::filesystem::path const& file, std::shared_ptr<std::string const> bytes);

}  // namespace liq::market
