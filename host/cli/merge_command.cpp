#include <filesystem>
#include <vector>

#include "host/batch/part_file.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/deliver.hpp"
#include "host/errors.hpp"
#include "host/storage/atomic_file.hpp"

namespace liq::cli {

int report_merge_command(RunOptions const& options, Messages const& messages) {
    std::vector<std::filesystem::path> const files(options.scenarios.begin(),
                                                   options.scenarios.end());
    std::error_code missing;
    for (auto const& file : files)
        require(!std::filesystem::equivalent(options.report_file, file, missing),
                "-o " + options.report_file +
                    ": is one of the parts and would be overwritten. Give another name");
    storage::check_can_write(options.report_file);
    batch::Part const whole = batch::merge_parts(files);
    Exit const judged = deliver(options, whole.batch, whole.machine, messages).judged;
    Exit const failed = exit_of_failures(whole.batch, messages);
    return static_cast<int>(failed == Exit::done ? judged : failed);
}

}  // namespace liq::cli
