/// \file
/// What becomes of a batch's results: the report file, what is printed, and the exit code.
#pragma once

#include <functional>
#include <string>

#include "host/batch/batch.hpp"
#include "host/batch/part_file.hpp"
#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"
#include "host/findings/report.hpp"

namespace liq::cli {

struct Delivered {
    Exit judged = Exit::done;  ///< Exit::limit_breached where a limit is, if the options ask for it
    /// False: time was out before all runs were concluded. No report was written, and what was
    /// printed has the others without a result.
    bool in_full = true;
};

/// Concludes a batch, writes the report that was asked for and prints the results. A file that
/// cannot be written does not cost the printed result.
/// \param out_of_time  whether to leave out what is not concluded yet
/// \throws Error(Exit::no_file) if a file could not be written
Delivered deliver(
    ResultOptions const& options, batch::Batch const& batch, batch::Machine const& machine,
    Messages const& messages, std::function<bool()> const& out_of_time = [] { return false; });

/// Prints the results of a report. \returns Exit::limit_breached where a limit is, if the options
/// ask for it
Exit print_and_judge(ResultOptions const& options, findings::Report const& report,
                     Messages const& messages);

/// The exit code of a batch whose limits were judged so, with a message for each run that failed. A
/// breached limit wins over failed runs; otherwise what stopped the only run of a call is thrown.
Exit exit_of_failures(batch::Batch const& batch, Exit judged, Messages const& messages);

/// "run 3 (thin-book)", "run 7 (price.volatility = 0.6)".
std::string name_of_run(batch::Batch const& batch, std::size_t run);

}  // namespace liq::cli
