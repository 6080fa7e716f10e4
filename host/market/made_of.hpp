/// \file
/// What `market build` wrote about where a snapshot comes from. Nothing is computed with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/market/market.hpp"

namespace liq::market {

struct MadeOf {
    std::string recipe, recipe_sha256;  ///< name and digest; empty: not said
    std::vector<std::string> lines;     ///< a part each: what, when, files, notes
    std::string read_as;                ///< the parts as JSON; empty: not said
};

/// The attributes of a market that was read from a file; nothing for a snapshot that does not say
/// what it was made of. Their words are those of the file, with which anything may have been done.
/// \throws Error as `read_market`
std::optional<MadeOf> made_of(Market const& market);

}  // namespace liq::market
