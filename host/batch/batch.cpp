#include "host/batch/batch.hpp"

#include <algorithm>
#include <map>

#include "host/market/read_market.hpp"
#include "host/planning/benchmark_inputs.hpp"
#include "host/revision.hpp"
#include "host/scenario/family.hpp"
#include "host/scenario/resolved_text.hpp"
#include "host/storage/sha256.hpp"

namespace liq::batch {
namespace {

/// Reads each market file once, however many runs use it.
class Markets {
  public:
    std::shared_ptr<market::Market const> at(std::filesystem::path const& path) {
        std::error_code no_path;
        std::string const key = std::filesystem::weakly_canonical(path, no_path).string();
        auto const known = markets_.find(key);
        if (known != markets_.end()) return known->second;
        auto market = std::make_shared<market::Market const>(market::read_market(path));
        return markets_.emplace(key, std::move(market)).first->second;
    }

  private:
    std::map<std::string, std::shared_ptr<market::Market const>> markets_;
};

void add_family(AskedFile const& asked, Batch& batch) {
    std::size_t const base = batch.runs.size();
    for (scenario::FamilyMember& member : scenario::read_family(asked.file, asked.set)) {
        BatchRun& run = batch.runs.emplace_back();
        run.file = asked.file;
        run.base = base;
        run.variant = std::move(member.variant);
        run.set = std::move(member.set);
        run.scenario = std::move(member.scenario);
        if (!run.scenario) run.failure = {Exit::bad_input, member.failure};
    }
}

/// Adds the runs of a file; a file that cannot be read becomes one run that failed.
void add_file(AskedFile const& asked, bool alone, Batch& batch) {
    try {
        add_family(asked, batch);
    } catch (Error const& error) {
        if (alone) throw;
        BatchRun& run = batch.runs.emplace_back();
        run.file = asked.file;
        run.base = batch.runs.size() - 1;
        run.failure = {error.exit(), error.what()};
    }
}

}  // namespace

Failure failure_of(std::exception const& error) {
    auto const* const known = dynamic_cast<Error const*>(&error);
    return {known != nullptr ? known->exit() : Exit::failed, error.what()};
}

bool Batch::ended() const {
    return std::ranges::all_of(states, [](RunState const& s) { return s.ended || s.failure; });
}

std::size_t number_of_runs(std::vector<AskedFile> const& files) {
    std::size_t runs = 0;
    for (AskedFile const& asked : files) {
        try {
            runs += scenario::family_size(asked.file, asked.set);
        } catch (Error const&) {  // reading the file later reports what is wrong with it
            ++runs;
        }
    }
    return runs;
}

Batch read_batch(std::vector<AskedFile> const& files) {
    Batch batch;
    for (AskedFile const& asked : files) add_file(asked, files.size() == 1, batch);
    bool const alone = batch.runs.size() == 1;
    Markets markets;
    for (BatchRun& run : batch.runs) {
        if (!run.scenario) continue;
        try {
            run.market = markets.at(run.scenario->market_path);
            planning::read_benchmark_files(*run.scenario, *run.market);
        } catch (Error const& error) {
            if (alone) throw;
            run.failure = {error.exit(), error.what()};
        }
    }
    batch.states.resize(batch.runs.size());
    for (std::size_t i = 0; i < batch.runs.size(); ++i)
        batch.states[i].failure = batch.runs[i].failure;
    return batch;
}

std::string sha256_of_inputs(Batch const& batch) {
    std::string text = std::string(program_version()) + " " + std::string(git_revision()) + "\n";
    for (BatchRun const& run : batch.runs) {
        text += std::to_string(run.base) + " " + run.variant + "\n";
        for (auto const& [key, value] : run.set) text += key + " = " + value + "\n";
        if (run.scenario)
            text += storage::sha256_of_text(scenario::resolved_text(*run.scenario)) + "\n";
        if (run.market) text += run.market->sha256 + "\n";
        if (run.failure) text += "failed\n";
    }
    return storage::sha256_of_text(text);
}

}  // namespace liq::batch
