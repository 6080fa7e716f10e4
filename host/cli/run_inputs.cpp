#include "host/cli/run_inputs.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "host/cli/memory_forecast.hpp"
#include "host/errors.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/scenario_file.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::cli {
namespace {

/// The outcome that the scenario names for its target; empty where it names none.
std::string outcome_of_target(std::string const& file, std::vector<std::string> const& set) {
    try {
        auto const target = scenario::read_scenario(file, set).simulation.target_standard_error;
        return target ? target->outcome : "";
    } catch (Error const&) {  // said when the file is read as part of the batch
        return {};
    }
}

/// The keys that options set, for one file.
batch::AskedFile asked(RunOptions const& options, std::string const& file) {
    batch::AskedFile result{file, options.changes()};
    if (options.step_check) result.set.emplace_back("--step-check=true");
    if (options.book_draws) result.set.push_back("--book-draws=" + *options.book_draws);
    if (options.price_draws) result.set.push_back("--price-draws=" + *options.price_draws);
    std::vector<std::string> all = result.set;
    if (options.target_error) all.push_back("--target-se=" + *options.target_error);
    scenario::require_distinct_in(file, all);
    if (!options.target_error) return result;
    // The outcome stays the scenario's, which has to be read to know it.
    std::string outcome = outcome_of_target(file, result.set);
    if (outcome.empty()) {  // it may be set by itself, which is no target yet
        std::vector<std::string> with_value = result.set;
        with_value.push_back("simulation.target_standard_error.value=" + *options.target_error);
        outcome = outcome_of_target(file, with_value);
    }
    result.set.push_back("--target-se=" + (outcome.empty()
                                               ? *options.target_error
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
