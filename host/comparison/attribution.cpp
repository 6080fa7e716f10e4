#include "host/comparison/attribution.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "host/comparison/repeated_run.hpp"
#include "host/errors.hpp"
#include "host/results/estimates.hpp"
#include "host/results/replicates.hpp"

namespace liq::comparison {
namespace {

/// The groups that come from NEW, one bit for each; the others come from OLD.
using FromNew = unsigned;

FromNew bit(InputGroup group) {
    return 1U << static_cast<unsigned>(group);
}

/// A weighted sum of the probabilities of several runs: the weight of each run.
using Combination = std::map<FromNew, double>;

Combination difference(FromNew of, FromNew less) {
    Combination sum;
    sum[of] += 1;
    sum[less] -= 1;
    return sum;
}

void add(Combination& to, Combination const& what, double weight) {
    for (auto const& [run, factor] : what) to[run] += weight * factor;
}

/// The runs that were repeated; null for a run whose inputs contradict each other.
class Runs {
  public:
    Runs(Inputs before, Inputs after) : before_(std::move(before)), after_(std::move(after)) {}

    void repeat(FromNew which, Backend& backend) {
        if (runs_.contains(which)) return;
        Inputs mixed = before_;
        for (InputGroup const group : input_groups)
            if ((which & bit(group)) != 0) take(mixed, after_, group);
        runs_[which] = std::make_unique<RepeatedRun>(mixed, backend);
    }
    [[nodiscard]] RepeatedRun const* find(FromNew which) const {
        auto const at = runs_.find(which);
        return at == runs_.end() ? nullptr : at->second.get();
    }

    /// The value of a combination for an outcome; not known where a run is missing.
    [[nodiscard]] Effect evaluate(Combination const& sum, RepeatedRun::Outcome const& asked) const {
        Effect effect{0, 0};
        std::vector<double> influence;
        double fewest = 0;
        for (auto const& [which, weight] : sum) {
            if (weight == 0) continue;
            RepeatedRun const* const run = find(which);
            int const outcome = run == nullptr ? -1 : run->find(asked.event, asked.outcome);
            if (outcome < 0 || run->trials(outcome) == 0) return {};
            influence.resize(run->paths());
            effect.value += weight * run->probability(outcome);
            run->add_influence(outcome, weight, influence);
            double const trials = run->trials(outcome);
            fewest = fewest == 0 ? trials : std::min(fewest, trials);
        }
        if (fewest == 0) return effect;
        double squares = 0;
        for (double const path : influence) squares += path * path;
        auto const n = static_cast<double>(influence.size());
        effect.standard_error =
            std::sqrt(squares / (n * n) + 2 * results::added_differing / (fewest * fewest));
        return effect;
    }

    /// The same for a number of the desk's positions.
    [[nodiscard]] Effect evaluate(Combination const& sum, std::string const& number) const {
        Effect effect{0, 0};
        std::vector<double> blocks;
        for (auto const& [which, weight] : sum) {
            if (weight == 0) continue;
            RepeatedRun const* const run = find(which);
            if (run == nullptr || !run->numbers().contains(number)) return {};
            RepeatedRun::Number const& found = run->numbers().at(number);
            blocks.resize(found.blocks.size());
            effect.value += weight * found.value;
            for (std::size_t i = 0; i < blocks.size(); ++i) blocks[i] += weight * found.blocks[i];
        }
        if (!blocks.empty())
            effect.standard_error =
                results::spread_of(blocks, std::vector<double>(blocks.size(), 1.0)).standard_error;
        return effect;
    }

  private:
    Inputs before_, after_;
    std::map<FromNew, std::unique_ptr<RepeatedRun>> runs_;
};

/// A run to be repeated, in which one group is exchanged.
struct Exchange {
    FromNew which = 0;
    InputGroup group{};
    bool first = false;
};

/// Repeats the runs and fills in the attribution.
class Attributing {
  public:
    Attributing(Inputs before, Inputs after, Attribution& into)
        : into_(into), runs_(std::move(before), std::move(after)) {
        for (InputGroup const group : into.changed) all_ |= bit(group);
    }

    void repeat_runs(Backend& backend, std::function<void(std::string const&)> const& say) {
        auto const exchanges = all_exchanges();
        std::size_t const count = 2 + exchanges.size();
        std::size_t number = 0;
        auto const announce = [&](std::string const& what) {
            say(std::to_string(++number) + " of " + std::to_string(count) + ": " + what);
        };
        announce("OLD");
        runs_.repeat(0, backend);
        announce("NEW");
        runs_.repeat(all_, backend);
        for (Exchange const& exchange : exchanges) {
            std::string const group = name_of(exchange.group);
            announce(exchange.first ? "OLD with " + group + " of NEW"
                                    : "NEW with " + group + " of OLD");
            try {
                runs_.repeat(exchange.which, backend);
            } catch (Error const& error) {
                into_.not_computable.push_back({exchange.group, exchange.first, error.what()});
            }
        }
    }

    void attribute_outcomes() {
        RepeatedRun const& after = *runs_.find(all_);
        for (auto const& asked : after.outcomes())
            if (runs_.find(0)->find(asked.event, asked.outcome) >= 0)
                into_.outcomes.push_back(attributed(asked));
        for (std::string const& name : after.number_names()) {
            if (!runs_.find(0)->numbers().contains(name)) continue;
            into_.portfolio.push_back(attributed(name));
            auto const dot = name.rfind('.');
            into_.portfolio.back().event = name.substr(0, dot);
            into_.portfolio.back().outcome = name.substr(dot + 1);
        }
    }

  private:
    [[nodiscard]] std::vector<Exchange> all_exchanges() const {
        std::vector<Exchange> exchanges;
        if (into_.changed.size() < 2) return exchanges;  // then OLD and NEW are the only runs
        for (bool const first : {true, false})
            for (InputGroup const group : into_.changed)
                exchanges.push_back({first ? bit(group) : all_ & ~bit(group), group, first});
        return exchanges;
    }

    [[nodiscard]] OutcomeAttribution attributed(RepeatedRun::Outcome const& asked) const {
        OutcomeAttribution result = attributed<RepeatedRun::Outcome>(asked);
        result.event = asked.event;
        result.outcome = asked.outcome;
        return result;
    }

    template <class Asked>
    [[nodiscard]] OutcomeAttribution attributed(Asked const& asked) const {
        OutcomeAttribution result;
        Combination const total = difference(all_, 0);
        Combination remainder = total;
        result.before = runs_.evaluate({{0, 1.0}}, asked).value;
        result.after = runs_.evaluate({{all_, 1.0}}, asked).value;
        result.total = runs_.evaluate(total, asked);
        for (InputGroup const group : into_.changed) {
            Combination const first = difference(bit(group), 0);
            Combination const last = difference(all_, all_ & ~bit(group));
            Contribution part{group, runs_.evaluate(first, asked), runs_.evaluate(last, asked), {}};
            bool const one = std::isfinite(part.first.value), two = std::isfinite(part.last.value);
            Combination mean;
            if (one) add(mean, first, two ? 0.5 : 1);
            if (two) add(mean, last, one ? 0.5 : 1);
            if (one || two) part.mean = runs_.evaluate(mean, asked);
            add(remainder, mean, -1);
            result.contributions.push_back(part);
        }
        result.interaction = runs_.evaluate(remainder, asked);
        return result;
    }

    Attribution& into_;
    Runs runs_;
    FromNew all_ = 0;
};

}  // namespace

Attribution attribute(Inputs before, Inputs after, std::uint64_t paths, Backend& backend,
                      std::function<void(std::string const&)> const& say) {
    require(paths <= most_attribution_paths,
            "--paths " + std::to_string(paths) +
                ": are too many paths for repeated runs; accepted: " + "at most " +
                std::to_string(most_attribution_paths));
    put_on_common_paths(before, after, paths);
    Attribution result;
    result.paths = paths;
    result.seed = after.scenario.simulation.seed;
    result.changed = changed_groups(before, after);
    Attributing work(std::move(before), std::move(after), result);
    work.repeat_runs(backend, say);
    work.attribute_outcomes();
    return result;
}

}  // namespace liq::comparison
