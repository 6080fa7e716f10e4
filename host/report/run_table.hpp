/// \file
/// The table of the runs of a report: one row for each run, ready for a data frame.
#pragma once

#include <string>

#include "host/findings/report.hpp"
#include "host/storage/writer.hpp"

namespace liq::report {

/// Writes the group `path`, with columns along `run` (the name of the run's group): name, seed,
/// paths, the keys that were set (`set.KEY`; a run that does not set it has the value of its
/// scenario), every outcome (`EVENT.OUTCOME.probability`, its error, the effect of the cascade, the
/// difference to the base run) and the statistics (`liquidated.long.es99`). A column exists if at
/// least one run has a value; other runs have NaN. Where events of the same name ask different
/// questions in different runs, each question has its own columns: `EVENT.OUTCOME (2).probability`.
void write_run_table(storage::Writer& writer, std::string const& path,
                     findings::Report const& report);

}  // namespace liq::report
