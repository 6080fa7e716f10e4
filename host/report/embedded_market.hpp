/// \file
/// The market files that a report was made from, stored inside the report, so that its scenarios
/// can be run again on another machine and later.
#pragma once

#include <filesystem>
#include <memory>

#include "host/findings/report.hpp"
#include "host/market/market.hpp"
#include "host/storage/writer.hpp"

namespace liq::report {

/// Writes the group `/markets`. It has one dataset for each different market file of the runs, with
/// the bytes of the file and their SHA-256 as its name. A market without bytes (`Market::bytes`) is
/// left out.
void embed_markets(storage::Writer& writer, findings::Report const& report);

/// The market of a run of a report, read and checked as if from its own file. Its `path` is the
/// name that the run gives for the file.
///
/// Errors: Exit::bad_input, naming the report, if it embeds no such market (layouts before 1.3, or
/// a file of more than `largest_embedded_market` bytes), or if the bytes are not those of their
/// SHA-256.
std::shared_ptr<market::Market const> market_of_report(std::filesystem::path const& report,
                                                       findings::RunFindings const& run);

}  // namespace liq::report
