// Keys of [simulation] that say how exact the answer is to be.
#include <gtest/gtest.h>

#include "host/scenario/resolved_text.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::full;
using sample::refusal;

std::string const target = "simulation.target_standard_error=";
std::string const sobol = "simulation.sampling=sobol";
std::string const antithetic = "simulation.sampling=antithetic";

TEST(Simulation, IsIndependentWithoutControlAndTargetUnlessAsked) {
    scenario::SimulationSection const section = sample::read(full).simulation;
    EXPECT_EQ(section.sampling, SamplingKind::independent);
    EXPECT_FALSE(section.control_variate);
    EXPECT_FALSE(section.target_standard_error);
    EXPECT_EQ(section.sampling_parameters().replicates, SamplingParameters{}.replicates);
}

TEST(Simulation, SaysHowManyReplicatesThereAreWithoutTheKey) {
    EXPECT_PRED2(contains, scenario::resolved_text(sample::read(full)),
                 "# replicates: " + std::to_string(SamplingParameters{}.replicates) + " with");
}

TEST(Simulation, TakesATargetOfTheFirstOutcomeOrOfOneNamed) {
    scenario::Scenario const plain = sample::read(full, {target + "1e-4"});
    EXPECT_EQ(plain.simulation.target_standard_error->value, 1e-4);
    EXPECT_EQ(scenario::target_outcome(plain), "race_113k_93k.up");
    scenario::Scenario const named =
        sample::read(full, {target + R"({ outcome = "touch_97k.touched", value = 0.001 })"});
    EXPECT_EQ(named.simulation.target_standard_error->value, 0.001);
    EXPECT_EQ(scenario::target_outcome(named), "touch_97k.touched");
}

TEST(Simulation, ResolvesToATextThatReadsBackTheSame) {
    for (auto const& set : std::vector<std::vector<std::string>>{
             {target + R"({ outcome = "race_113k_93k.down", value = 2.5e-5 })"},
             {target + "0.01", "simulation.control_variate=true"},
             {sobol, "simulation.replicates=16", "simulation.paths=1048576"},
             {antithetic, "simulation.paths=64"}}) {
        scenario::Scenario const scenario = sample::read(full, set);
        std::string const text = scenario::resolved_text(scenario);
        EXPECT_EQ(scenario::resolved_text(sample::read(text)), text);
        EXPECT_EQ(sample::read(text).simulation.sampling_parameters(),
                  scenario.simulation.sampling_parameters());
    }
}

TEST(Simulation, RefusesTargetsThatCannotBeAnErrorOfAProbability) {
    for (std::string const value : {"0", "0.5", "-1e-3", "\"small\"", "true", "[1e-4]"})
        EXPECT_PRED2(contains, refusal(full, {target + value}),
                     "simulation.target_standard_error = ")
            << value;
    EXPECT_PRED2(contains, refusal(full, {target + R"({ outcome = "race_113k_93k.up" })"}),
                 "has no value");
    EXPECT_PRED2(contains, refusal(full, {target + "{ value = 1e-4, outcom = \"x\" }"}),
                 "simulation.target_standard_error.outcom is not a known key");
    EXPECT_PRED2(contains, refusal(full, {target + "{ value = 1e-4, outcome = 3 }"}),
                 "simulation.target_standard_error.outcome = 3 is an integer");
}

TEST(Simulation, SuggestsTheMostSimilarOutcomeForATargetOfAnUnknownOne) {
    auto const message =
        refusal(full, {target + R"({ outcome = "race_113k_93k.upp", value = 1e-4 })"});
    EXPECT_PRED2(contains, message,
                 "is not an outcome of this scenario; accepted: race_113k_93k.up, ");
    EXPECT_PRED2(contains, message, "Did you mean race_113k_93k.up?");
}

TEST(Simulation, AcceptsReplicatesOnlyWherePathsDependOnEachOther) {
    EXPECT_PRED2(contains, refusal(full, {"simulation.replicates=32"}),
                 R"(simulation.replicates = 32 goes with simulation.sampling = "antithetic")");
    EXPECT_PRED2(contains, refusal(full, {antithetic, "simulation.replicates=7"}), "out of range");
    EXPECT_PRED2(contains, refusal(full, {antithetic, "simulation.replicates=1025"}),
                 "out of range");
    EXPECT_PRED2(contains, refusal(full, {"simulation.sampling=halton"}),
                 R"("independent", "antithetic", "sobol")");
}

TEST(Simulation, AcceptsNoTargetWithTooFewReplicates) {
    for (auto const& kind : {sobol, antithetic}) {
        std::string const message = refusal(
            full, {kind, "simulation.replicates=31", "simulation.paths=63488", target + "1e-3"});
        EXPECT_PRED2(contains, message,
                     "simulation.replicates = 31 is too small for "
                     "simulation.target_standard_error");
        EXPECT_PRED2(contains, message, "accepted with a target: at least 32");
        EXPECT_TRUE(sample::read(full, {kind, "simulation.replicates=32", "simulation.paths=65536",
                                        target + "1e-3"})
                        .simulation.target_standard_error);
    }
}

TEST(Simulation, NamesTheNumbersOfPathsThatFillTheReplicates) {
    EXPECT_PRED2(contains, refusal(full, {antithetic, "simulation.paths=1000"}),
                 "is not a multiple of 64, the pairs of 32 replicates");
    EXPECT_PRED2(contains, refusal(full, {antithetic, "simulation.paths=1000"}),
                 "Did you mean 960 or 1024?");
    EXPECT_PRED2(contains, refusal(full, {sobol, "simulation.paths=1000"}),
                 "Did you mean 992 or 1024?");
    EXPECT_PRED2(contains, refusal(full, {sobol, "simulation.paths=9"}), "Did you mean 32?");
}

TEST(Simulation, WarnsIfTheNumberOfSobolPointsIsNotAPowerOfTwo) {
    EXPECT_TRUE(sample::read(full, {sobol, "simulation.paths=65536"}).warnings.empty());
    auto const warnings = sample::read(full, {sobol, "simulation.paths=96"}).warnings;
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_PRED2(contains, warnings[0], "every replicate 3 points, which is not a power of two");
    EXPECT_PRED2(contains, warnings[0], "Use 64 or 128?");
    EXPECT_TRUE(sample::read(full, {antithetic, "simulation.paths=192"}).warnings.empty());
}

}  // namespace
}  // namespace liq
