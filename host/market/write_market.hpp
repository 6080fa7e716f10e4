/// \file
/// Writes a market as a snapshot in the newest layout (host/interface.md, Market snapshot): as a
/// file, or into a group of a report. The same content gives the same bytes.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host/market/market.hpp"
#include "host/storage/writer.hpp"

namespace liq::market {

/// Attributes of a file beside those of the layout: names and texts.
using MoreAttributes = std::vector<std::pair<std::string, std::string>>;

/// What is to be known about datasets, by their paths ("/spot"): their attributes `comment`.
using Comments = std::map<std::string, std::string>;

/// The bytes of a snapshot, with its history. `read_market` reads it back.
/// \throws Error(Exit::bad_input) for a comment on a dataset that the snapshot does not have
std::string file_of(Market const& market, MoreAttributes const& more,
                    Comments const& comments = {});

/// Writes spot, positions, classes, margins and depth, without the history, below the group `path`
/// ("" for the root of a file). The group must exist. A snapshot at the root can be read by
/// `read_market`.
void write_market_copy(storage::Writer& writer, std::string const& path, Market const& market);

}  // namespace liq::market
