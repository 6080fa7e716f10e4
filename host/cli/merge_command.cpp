#include <filesystem>
#include <vector>

#include "host/batch/resume_and_merge.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/deliver.hpp"
#include "host/cli/output_checks.hpp"
#include "host/errors.hpp"
#include "host/storage/output_lock.hpp"
#include "host/storage/output_path.hpp"

namespace liq::cli {

int report_merge_command(MergeOptions const& options, Messages const& messages) {
    std::vector<std::filesystem::path> const files(options.parts.begin(), options.parts.end());
    require_page_is_not(options.html_file, options.report_file);
    for (auto const& file : files) {
        require_output_is_not(options.report_file, file);
        require_page_is_not(options.html_file, file);
    }
    if (!options.html_file.empty()) storage::check_can_write(options.html_file);
    storage::OutputLock const lock(options.report_file);
    batch::Part const whole = batch::merge_parts(files);
    Delivery delivery(options, whole.batch, whole.machine);
    Exit const judged = delivery.finish(messages).judged;
    return static_cast<int>(exit_of_failures(whole.batch, judged, messages));
}

}  // namespace liq::cli
