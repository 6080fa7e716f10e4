#include "host/cli/output_checks.hpp"

#include <system_error>

#include "host/errors.hpp"
#include "host/storage/output_lock.hpp"

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
                ") and would be overwritten. Give another name");
    for (auto const& beside : {checkpoint_of(report_file), old_checkpoint_of(report_file),
                               storage::lock_of(report_file)})
        require(!std::filesystem::equivalent(beside, input, missing),
                "-o " + report_file + ": would overwrite " + beside.string() +
                    ", which is an input (" + input.string() + "). Give another name");
}

}  // namespace liq::cli
