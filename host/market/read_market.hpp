/// \file
/// Reads a market snapshot with all checks of host/interface.md, "Market snapshot".
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "host/market/market.hpp"

namespace liq::market {

/// The newest layout that this program reads. A newer major version is refused.
inline constexpr int market_schema_major = 1;
inline constexpr int market_schema_minor = 1;
inline constexpr char const* market_filetype = "liqcascade-market";
/// Largest file whose bytes a market keeps in memory, for reports [bytes].
inline constexpr std::uint64_t largest_embedded_market = std::uint64_t{64} << 20;

/// Reads and checks a snapshot; the result needs no further check. `Market::warnings` has what is
/// unusual but can be used.
///
/// The file is read once. The values, `Market::sha256` and `Market::bytes` belong to the same
/// bytes, even if another file replaces it in the meantime.
/// \throws Error with file, dataset and element: Exit::no_file if the file cannot be read,
///     Exit::bad_input if its contents are not acceptable
Market read_market(std::filesystem::path const& file);

/// The same for the bytes of a file that are already in memory; `file` is its name.
Market read_market(std::filesystem::path const& file, std::shared_ptr<std::string const> bytes);

}  // namespace liq::market
