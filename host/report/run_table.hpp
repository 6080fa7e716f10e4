/// \file
/// The table of runs of a report: one row a run, ready for a data frame.
#pragma once

#include <string>

#include "host/findings/report.hpp"
#include "host/storage/writer.hpp"

namespace liq::report {

/// Writes the group `path`: along `run` (the name of the run's group) its name, seed, paths, what
/// was set (`set.KEY`), every outcome (`EVENT.OUTCOME.probability`, its error, what the cascade
/// adds, the difference to the first run) and the main statistics (`liquidated.long.es99`).
void write_run_table(storage::Writer& writer, std::string const& path,
                     findings::Report const& report);

}  // namespace liq::report
