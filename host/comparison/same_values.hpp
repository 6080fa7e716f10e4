/// \file
/// Whether two reports are the same, but for what differs from run to run.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "host/findings/report.hpp"

namespace liq::comparison {

/// The attributes that a reproducible report leaves out, and the digest of the file.
/// \param report  whose first run is an example; it has at least one
std::set<std::string> volatile_attributes(findings::Report const& report);

/// Whether every dataset and attribute of two reports is the same, bit for bit, but for the
/// volatile attributes.
/// \param report  what has been read of the first one
/// \throws Error for what cannot be read
bool hold_the_same_values(std::filesystem::path const& before, std::filesystem::path const& after,
                          findings::Report const& report);

}  // namespace liq::comparison
