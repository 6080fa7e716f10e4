#include "host/cli/run_inputs.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "host/cli/memory_forecast.hpp"
#include "host/errors.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::cli {
namespace {

/// The keys that options set, for one file.
batch::AskedFile asked(RunOptions const& options, std::string const& file) {
    batch::AskedFile result{file, options.set};
    if (options.paths) result.set.push_back("simulation.paths=" + *options.paths);
    if (options.seed) result.set.push_back("simulation.seed=" + *options.seed);
    if (!options.target_error) return result;
    std::string outcome;
    try {
        // The outcome stays the scenario's, which has to be read to know it.
        auto const written =
            scenario::read_scenario(file, result.set).simulation.target_standard_error;
        if (written) outcome = written->outcome;
    } catch (Error const&) {  // said when the file is read as part of the batch
    }
    result.set.push_back("simulation.target_standard_error=" +
                         (outcome.empty() ? *options.target_error
                                          : "{ outcome = " + scenario::toml_string(outcome) +
                                                ", value = " + *options.target_error + " }"));
    return result;
}

batch::Shard shard_of(RunOptions const& options) {
    if (!options.shard) return {};
    batch::Shard shard{0, 0};
    std::string const& text = *options.shard;
    auto const slash = text.find('/');
    auto const number = [](std::string const& digits) {
        bool const good = !digits.empty() && digits.size() <= 4 &&
                          std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
        return good ? std::stoi(digits) : 0;
    };
    if (slash != text.npos) shard = {number(text.substr(0, slash)), number(text.substr(slash + 1))};
    require(1 <= shard.index && shard.index <= shard.count &&
                shard.count <= static_cast<int>(batch::most_blocks),
            "--shard " + text + ": is not I/N with I from 1 to N; accepted: 1/1 to " +
                std::to_string(batch::most_blocks) + "/" + std::to_string(batch::most_blocks));
    require(!options.report_file.empty(), "--shard " + text + ": needs -o, the part's file");
    return shard;
}

/// Shards do not know each other's errors, so none can say when all have enough paths.
void check_targets(RunOptions const& options, batch::Batch const& batch) {
    if (!options.shard) return;
    for (batch::BatchRun const& run : batch.runs)
        require(!run.scenario || !run.scenario->simulation.target_standard_error,
                "--shard " + *options.shard +
                    ": does not go with a target of the standard error (--target-se, "
                    "simulation.target_standard_error): a shard does not know the errors of the "
                    "others. Give --paths instead");
}

}  // namespace

batch::Batch asked_batch(RunOptions const& options) {
    std::vector<batch::AskedFile> files;
    for (std::string const& file : options.scenarios) files.push_back(asked(options, file));
    check_number_of_runs(batch::number_of_runs(files), !options.report_file.empty());
    batch::Batch batch = batch::read_batch(files);
    batch.shard = shard_of(options);
    check_targets(options, batch);
    return batch;
}

}  // namespace liq::cli
