/// \file
/// Whether snapshots are as fresh as their scenarios ask for.
#pragma once

#include <cstdint>

#include "host/batch/batch.hpp"
#include "host/cli/messages.hpp"

namespace liq::cli {

/// Warns, once each, of snapshots that are older than market.max_age of a scenario.
/// \param now  Unix seconds
/// \throws Error(Exit::bad_input) instead, if `strict`; and for a snapshot whose as_of is no time
void check_market_ages(batch::Batch const& batch, bool strict, std::int64_t now,
                       Messages const& messages);

}  // namespace liq::cli
