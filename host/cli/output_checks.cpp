#include "host/cli/output_checks.hpp"

#include <system_error>

#include "host/errors.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/storage/output_lock.hpp"
#include "host/storage/output_path.hpp"

namespace liq::cli {

std::filesystem::path checkpoint_of(std::string const& report_file) {
    return report_file + ".checkpoint";
}

std::filesystem::path old_checkpoint_of(std::string const& report_file) {
    return report_file + ".checkpoint.old";
}

void require_output_is_not(std::string const& report_file, std::filesystem::path const& input) {
    if (report_file.empty()) return;
    std::error_code missing;
    require(!std::filesystem::equivalent(report_file, input, missing),
            "-o " + report_file + ": is an input (" + input.string() +
                ") and would be overwritten. Choose another name");
    for (auto const& beside : {checkpoint_of(report_file), old_checkpoint_of(report_file),
                               storage::lock_of(report_file)})
        require(!std::filesystem::equivalent(beside, input, missing),
                "-o " + report_file + ": would overwrite " + beside.string() +
                    ", which is an input (" + input.string() + "). Choose another name");
}

void require_page_is_not(std::string const& html_file, std::filesystem::path const& other) {
    std::error_code missing;
    bool const same =
        !html_file.empty() && (std::filesystem::path(html_file) == other ||
                               std::filesystem::equivalent(html_file, other, missing));
    require(!same, "--html " + html_file + ": would overwrite " + other.string() +
                       ". Choose another name");
}

void require_output_is_no_input(RunOptions const& options) {
    if (!options.report_file.empty()) require_page_is_not(options.html_file, options.report_file);
    for (std::string const& file : options.scenarios) {
        require_output_is_not(options.report_file, file);
        require_page_is_not(options.html_file, file);
        for (auto const& named : scenario::files_named_in(file, options.set)) {
            require_output_is_not(options.report_file, named);
            require_page_is_not(options.html_file, named);
        }
    }
}

void check_report_file(RunOptions const& options, batch::Batch const& batch) {
    if (!options.html_file.empty()) storage::check_can_write(options.html_file);
    require(
        options.html_file.empty() || !options.shard,
        "--html: a shard has no results of its own; `report merge --html` makes the page of all");
    if (options.report_file.empty()) {
        require(!options.resume,
                "--resume: needs -o, which names the report whose checkpoint to continue");
        return;
    }
    for (batch::BatchRun const& run : batch.runs) {
        if (!run.scenario) continue;
        require_output_is_not(options.report_file, run.scenario->market_path);
        if (run.scenario->portfolio.file)
            require_output_is_not(options.report_file, run.scenario->source.parent_path() /
                                                           *run.scenario->portfolio.file);
    }
    storage::check_can_write(options.report_file);
}

}  // namespace liq::cli
