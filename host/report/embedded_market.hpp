/// \file
/// The market files that a report was made from, inside the report: what is needed to run its
/// scenarios again, elsewhere and later.
#pragma once

#include <filesystem>
#include <memory>

#include "host/findings/report.hpp"
#include "host/market/market.hpp"
#include "host/storage/writer.hpp"

namespace liq::report {

/// Writes the group `/markets`: the bytes of each distinct market file of the runs, once, in a
/// dataset named by their SHA-256. A market that has no bytes (`Market::bytes`) is left out.
void embed_markets(storage::Writer& writer, findings::Report const& report);

/// The market of a run of a report, read and checked as from its file. `path` is the file's name as
/// the run has it.
///
/// Errors: Exit::bad_input, naming the report, if it embeds no such market (layouts before 1.3, or
/// a file of more than `largest_embedded_market` bytes), or if the bytes are not those of their
/// SHA-256.
std::shared_ptr<market::Market const> market_of_report(std::filesystem::path const& report,
                                                       findings::RunFindings const& run);

}  // namespace liq::report
