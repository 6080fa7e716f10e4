/// \file
/// What becomes of a batch's results: the report file, what is printed, and the exit code.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/conclude_batch.hpp"
#include "host/batch/draws.hpp"
#include "host/batch/part_file.hpp"
#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"
#include "host/errors.hpp"
#include "host/findings/report.hpp"
#include "host/page/worst_runs.hpp"
#include "host/report/write_report.hpp"

namespace liq::cli {

struct Delivered {
    Exit judged = Exit::done;  ///< Exit::limit_breached where a limit is, if the options ask for it
    /// False: time was out before all runs were concluded and written. No report was written, and
    /// what was printed has the runs that were not concluded without a result.
    bool in_full = true;
};

/// Concludes the runs of a batch in order, each as soon as it has ended, and writes each to the
/// report file that was asked for, so that the details of only a few are in memory at a time. A
/// file that cannot be written does not cost the printed result.
class Delivery {
  public:
    /// The options, the batch and the machine must outlive this.
    /// \throws Error(Exit::no_file) if no report can be written where it was asked for
    Delivery(ResultOptions const& options, batch::Batch const& batch,
             batch::Machine const& machine);
    ~Delivery();
    Delivery(Delivery const&) = delete;
    Delivery& operator=(Delivery const&) = delete;

    /// What draws of estimated inputs do to each run of the batch; before any is concluded.
    void set_moves(std::vector<batch::MovesOfRun> moves) { moves_ = std::move(moves); }

    /// Concludes a few runs before `end`, which have ended.
    /// \returns whether there are more of them
    bool conclude(std::size_t end);

    /// Concludes all other runs, writes the report and prints the results.
    /// \param out_of_time  whether to leave out what is not concluded or written yet
    /// \throws Error(Exit::no_file) if the report could not be written
    Delivered finish(
        Messages const& messages, std::function<bool()> const& out_of_time = [] { return false; });

  private:
    void add_next(std::size_t end);
    void leave_out_the_rest();
    bool write_report(std::function<bool()> const& out_of_time);

    ResultOptions const& options_;
    batch::Batch const& batch_;
    batch::BatchConclusions conclusions_;
    findings::Report report_;
    page::WorstRuns worst_;                 ///< only where a page is asked for
    std::vector<batch::MovesOfRun> moves_;  ///< empty: no run has draws
    std::optional<report::ReportFile> file_;
    std::optional<Error> not_written_;  ///< why there is no file
};

/// Prints the results of a report, and writes its page if the options ask for one.
/// \param worst  the runs that the page shows in detail
/// \returns Exit::limit_breached where a limit is, if the options ask for it
/// \throws Error(Exit::no_file) if the page could not be written, after all else is done
Exit print_and_judge(ResultOptions const& options, findings::Report const& report,
                     page::WorstRuns const& worst, Messages const& messages);

/// The exit code of a batch whose limits were judged so, with a message for each run that failed. A
/// breached limit wins over failed runs; otherwise what stopped the only run of a call is thrown.
Exit exit_of_failures(batch::Batch const& batch, Exit judged, Messages const& messages);

/// "run 3 (thin-book)", "run 7 (price.volatility = 0.6)".
std::string name_of_run(batch::Batch const& batch, std::size_t run);

}  // namespace liq::cli
