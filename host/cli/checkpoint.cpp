#include "host/cli/checkpoint.hpp"

#include <exception>
#include <filesystem>
#include <string>
#include <system_error>

#include "host/batch/resume_and_merge.hpp"
#include "host/cli/output_checks.hpp"
#include "host/errors.hpp"
#include "host/storage/output_path.hpp"

namespace liq::cli {

void put_checkpoint_aside(RunOptions const& options, Messages const& messages) {
    auto const file = checkpoint_of(options.report_file);
    auto const first = old_checkpoint_of(options.report_file);
    auto aside = first;
    std::error_code error;
    // One that was put aside before may hold hours too.
    for (int i = 2; std::filesystem::exists(std::filesystem::symlink_status(aside, error)); ++i)
        aside = first.string() + "." + std::to_string(i);
    std::filesystem::rename(file, aside, error);
    if (error) storage::fail_to_write(aside, error.value());
    messages.warning(file.string() +
                     ": is the checkpoint of an unfinished run, which --resume would "
                     "continue; it is kept as " +
                     aside.string());
}

void keep(RunOptions const& options, batch::Batch const& batch,
          std::vector<batch::RunState> const& states, batch::Machine const& machine,
          Messages const& messages) {
    try {
        batch::write_part(checkpoint_of(options.report_file), batch, states, machine);
    } catch (std::exception const& error) {
        messages.warning(std::string("no checkpoint: ") + error.what());
    }
}

void resume(RunOptions const& options, batch::Batch& batch) {
    try {
        batch::resume_from(checkpoint_of(options.report_file), batch);
    } catch (Error const&) {
        for (batch::BatchRun const& run : batch.runs)
            if (run.failure && run.failure->exit == Exit::no_file)
                throw Error(Exit::no_file, run.failure->what + ". Put it back to continue from " +
                                               checkpoint_of(options.report_file).string());
        throw;
    }
}

}  // namespace liq::cli
