#include "host/batch/resume_and_merge.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/batch/part_file.hpp"
#include "host/errors.hpp"
#include "host/scenario/resolved_text.hpp"

namespace liq::batch {
namespace {

std::string name_of(Shard shard) {
    return std::to_string(shard.index) + "/" + std::to_string(shard.count);
}

/// Adds the counts of another shard.
void join(Part& whole, Part const& part, std::string const& name) {
    require(part.batch.runs.size() == whole.batch.runs.size(),
            name + ": has a different number of runs");
    for (std::size_t i = 0; i < whole.batch.states.size(); ++i) {
        RunState& all = whole.batch.states[i];
        RunState const& more = part.batch.states[i];
        for (PathRange const& range : more.done.ranges())
            require(all.done.add(range), name + ": has paths of run " + std::to_string(i) +
                                             " that another shard also has");
        all.totals = sum_of(all.totals, more.totals);
        all.comparison.add(more.comparison);
        all.seconds += more.seconds;
        if (!all.failure) all.failure = more.failure;
    }
}

/// Records of outcomes are dropped when all runs of a family have ended. If one of these runs is
/// tried again, the run that it is compared with has to be simulated again as well.
void repeat_what_cannot_be_compared(Batch& batch, std::size_t run) {
    RunState& state = batch.states[run];
    RunState& base = batch.states[batch.runs[run].base];
    bool const lacks_pairs = batch.has_differences(run) && state.comparison.outcomes.empty() &&
                             !state.failure && !base.failure;
    if (!lacks_pairs || (state.ended && base.ended && !(state.done == base.done))) return;
    if (!state.done.empty() && !state.record) state = {};
    if (!base.done.empty() && !base.record) base = {};
}

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

/// The first line that two scenarios do not share: "seed = 7, here seed = 9".
std::string difference(scenario::Scenario const& there, scenario::Scenario const& here) {
    auto const a = lines_of(scenario::resolved_text(there));
    auto const b = lines_of(scenario::resolved_text(here));
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        std::string const in_a = i < a.size() ? a[i] : "nothing more";
        std::string const in_b = i < b.size() ? b[i] : "nothing more";
        if (in_a != in_b) return in_a + ", here " + in_b;
    }
    return "";
}

/// The first thing in which the inputs of two batches differ.
std::string difference(Batch const& there, Batch const& here) {
    if (there.runs.size() != here.runs.size())
        return "it has " + std::to_string(there.runs.size()) + " runs, here are " +
               std::to_string(here.runs.size());
    for (std::size_t i = 0; i < here.runs.size(); ++i) {
        BatchRun const &a = there.runs[i], &b = here.runs[i];
        std::string const run = "of run " + std::to_string(i) + " it has ";
        if (a.scenario && b.scenario)
            if (std::string const text = difference(*a.scenario, *b.scenario); !text.empty())
                return run + text;
        if (a.market && b.market && a.market->sha256 != b.market->sha256)
            return run + "a market file with the SHA-256 " + a.market->sha256.substr(0, 12) +
                   "..., here " + b.market->sha256.substr(0, 12) + "...";
        if (a.variant != b.variant) return run + "another variant";
    }
    return "its runs were read otherwise";
}

}  // namespace

void resume_from(std::filesystem::path const& file, Batch& batch) {
    Part part = read_part(file);
    std::string const advice =
        ". Delete it to start from the beginning, or name another report with -o";
    require(part.inputs_sha256 == sha256_of_inputs(batch),
            file.string() + ": is a checkpoint of other scenarios, options or markets: " +
                difference(part.batch, batch) + advice);
    require(
        part.batch.shard.index == batch.shard.index && part.batch.shard.count == batch.shard.count,
        file.string() + ": is the checkpoint of shard " + name_of(part.batch.shard) + ", not of " +
            name_of(batch.shard) + advice);
    require(part.batch.states.size() == batch.runs.size(),
            file.string() + ": is damaged: it has a different number of runs");
    batch.states = std::move(part.batch.states);
    // A run may have failed because of the machine, so it is tried again.
    for (std::size_t i = 0; i < batch.runs.size(); ++i)
        if (!batch.runs[i].failure && batch.states[i].failure) batch.states[i] = {};
    for (std::size_t i = 0; i < batch.runs.size(); ++i) repeat_what_cannot_be_compared(batch, i);
}

Part merge_parts(std::vector<std::filesystem::path> const& files) {
    std::optional<Part> whole;
    std::map<int, std::string> seen;
    for (auto const& file : files) {
        Part part = read_part(file);
        std::string const name = file.string();
        Shard const shard = part.batch.shard;
        if (whole) {
            require(
                part.inputs_sha256 == whole->inputs_sha256,
                name + ": has other scenarios, options or markets than " + files.front().string());
            require(shard.count == whole->batch.shard.count,
                    name + ": is shard " + name_of(shard) + ", while " + files.front().string() +
                        " is one of " + std::to_string(whole->batch.shard.count) + " shards");
        }
        auto const [other, first] = seen.emplace(shard.index, name);
        require(first, name + ": is shard " + name_of(shard) + ", and so is " + other->second);
        require(part.batch.ended(), name + ": is not finished. Run its shard again with --resume");
        if (whole)
            join(*whole, part, name);
        else
            whole = std::move(part);
    }
    require(whole.has_value(), "report merge: no part files are given");
    for (int i = 1; i <= whole->batch.shard.count; ++i)
        require(seen.contains(i),
                "report merge: shard " + name_of({i, whole->batch.shard.count}) + " is missing");
    whole->batch.shard = {};
    return std::move(*whole);
}

}  // namespace liq::batch
