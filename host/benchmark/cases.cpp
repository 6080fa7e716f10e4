#include "host/benchmark/cases.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <variant>

#include "host/errors.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/sections.hpp"

namespace liq::benchmark {
namespace {

struct ModelChanges {
    std::string parameters;          ///< the keys of the table `price`
    std::vector<std::string> set{};  ///< other keys
};

std::string const variance =
    "variance0=0.16, mean_reversion=4, long_run_variance=0.16, vol_of_variance=1, "
    "correlation=-0.5";

/// The parameters of the price models that the shipped scenario does not use.
std::map<std::string, ModelChanges> const parameters_of_model{
    {"merton", {"volatility=0.3, jump_intensity=12, jump_mean=-0.01, jump_sd=0.03"}},
    {"kou",
     {"volatility=0.35, jump_intensity=50, jump_up_probability=0.4, jump_up_mean=0.015, "
      "jump_down_mean=0.02"}},
    {"heston", {variance}},
    {"bates", {variance + ", jump_intensity=12, jump_mean=-0.01, jump_sd=0.03"}},
    {"hawkes",
     {"volatility=0.35, base_intensity=10, self_excitation=20, decay=40, jump_up_probability=0.4, "
      "jump_up_mean=0.015, jump_down_mean=0.02"}},
    // The history of the shipped market is daily.
    {"bootstrap", {"block=\"5d\"", {"simulation.step=\"1d\""}}},
};

struct Books {
    char const* name;  ///< of the case
    char const* book;  ///< in words
    std::vector<std::string> set;
};

std::vector<Books> const books{
    {"no-cascade", "no cascade", {"cascade.enabled=false"}},
    {"frozen", "frozen", {}},
    {"withdrawal", "frozen with withdrawal", {"impact.withdrawal.sensitivity=0.05"}},
    {"living", "living", {"cascade.book=\"living\"", "book.turnover=\"3d\""}},
};

/// A form that collects the words that `simulation.monitoring` accepts.
struct WordsOfMonitoring {
    std::vector<std::string> words;
    void field(char const* name, auto const& /*member*/, Field const& field) {
        if (std::string{"monitoring"} != name) return;
        for (std::size_t i = 0; i < scenario::count_words(field.words); ++i) {
            words.push_back(scenario::word_at(field.words, i));
        }
    }
};

std::vector<std::string> joined(std::vector<std::string> first,
                                std::vector<std::string> const& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

std::string monitoring_change(std::string const& word) {
    return "simulation.monitoring=\"" + word + "\"";
}

void add_cases_of_model(std::string const& model, std::string const& prefix,
                        std::vector<std::string> const& parameters,
                        std::vector<BenchmarkCase>& cases) {
    cases.push_back(
        {prefix + "bare-race", model, "no cascade", "step",
         joined(parameters, {"cascade.enabled=false", monitoring_change("step"), "report.times=1"}),
         true});
    WordsOfMonitoring monitorings;
    scenario::SimulationSection{}.describe(monitorings);
    bool const own_step = std::ranges::any_of(
        parameters, [](std::string const& set) { return set.starts_with("simulation.step"); });
    for (Books const& of : books) {
        // The living book is renewed every hour, which has to be a whole number of steps.
        if (own_step && of.book == std::string_view("living")) continue;
        for (std::string const& monitoring : monitorings.words) {
            cases.push_back({prefix + of.name + "-" + monitoring, model, of.book, monitoring,
                             joined(parameters, joined(of.set, {monitoring_change(monitoring)})),
                             false});
        }
    }
}

bool is_race(events::Event const& event) {
    return std::holds_alternative<events::Race>(event.question);
}

}  // namespace

std::vector<BenchmarkCase> benchmark_cases(scenario::Scenario const& shipped) {
    std::string const own =
        std::visit([](auto const& model) { return std::string{model.name}; }, shipped.price_model);
    std::vector<BenchmarkCase> cases;
    scenario::for_each_alternative<PriceParameters>([&](auto const& parameters) {
        std::string const model = parameters.name;
        if (model == own) {
            add_cases_of_model(model, "", {}, cases);
            return;
        }
        auto const found = parameters_of_model.find(model);
        if (found == parameters_of_model.end()) {
            throw Error(Exit::failed, "bench: there are no parameters for the price model " +
                                          model + " (host/benchmark/cases.cpp)");
        }
        add_cases_of_model(
            model, model + "-",
            joined({"price={model=\"" + model + "\", " + found->second.parameters + "}"},
                   found->second.set),
            cases);
    });
    return cases;
}

scenario::Scenario scenario_of(BenchmarkCase const& asked, std::filesystem::path const& shipped) {
    scenario::Scenario scenario = scenario::read_scenario(shipped, asked.set);
    auto const race = std::find_if(scenario.events.begin(), scenario.events.end(), is_race);
    require(race != scenario.events.end(),
            shipped.string() + ": has no event of kind race, which bench asks about");
    if (asked.race_only) scenario.events = {events::Event{*race}};
    return scenario;
}

int first_race_up(scenario::Scenario const& scenario, planning::PlannedRun const& run) {
    auto const race = std::find_if(scenario.events.begin(), scenario.events.end(), is_race);
    return static_cast<int>(run.index_of(race->name + ".up"));
}

}  // namespace liq::benchmark
