/// \file
/// The table of runs of a report: one row a run, ready for a data frame.
#pragma once

#include <string>

#include "host/findings/report.hpp"
#include "host/storage/writer.hpp"

namespace liq::report {

/// Writes the group `path`: along `run` (the name of the run's group) its name, seed, paths, what
/// was set (`set.KEY`; a run that does not set it has the value of its scenario), every outcome
/// (`EVENT.OUTCOME.probability`, its error, what the cascade adds, the difference to its base run)
/// and the statistics (`liquidated.long.es99`). A column is there if at least one run has it; the
/// others are NaN. Where runs ask different questions by one name, each question has columns of its
/// own: `EVENT.OUTCOME (2).probability`.
void write_run_table(storage::Writer& writer, std::string const& path,
                     findings::Report const& report);

}  // namespace liq::report
