// Every program fits into the shared memory of a block on every architecture that is shipped. Needs
// no GPU.
#include "kernels/cuda/block_size.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "kernels/cuda/device_tables.hpp"
#include "kernels/dispatch.hpp"
#include "tests/support/gpu_architectures.hpp"
#include "tests/support/largest_plan.hpp"
#include "tests/support/whole_model_plans.hpp"

namespace liq::tests {
namespace {

/// What the system may take of each block's shared memory besides (architectures from 80 on).
constexpr std::size_t of_the_system = 1024;

struct Program {
    std::string name;
    std::size_t aside_bytes;
};

/// Calls use(tag) for every alternative of a variant of tags.
template <class Use, class... Tags>
void for_each_tag(std::variant<Tags...> const*, Use const& use) {
    (use(Tags{}), ...);
}

/// A function of its own, because g++ 12 takes the types of a lambda's captures for references.
template <class Price, class Monitoring, class Pressure>
void add_program(std::vector<Program>& all, Tag<Price>, Tag<Monitoring>, Tag<Pressure>) {
    if constexpr (!(Price::lean && Pressure::settles)) {
        all.push_back({std::string{Price::lean ? "gbm" : "any"} +
                           (Pressure::lives    ? " with a living book"
                            : Pressure::active ? " with a cascade"
                                               : "") +
                           (Monitoring::between_ends ? ", bridge" : ", step"),
                       PathProgram<Price, Monitoring, Pressure>::aside_bytes()});
    }
}

/// Every program that a card can be given.
std::vector<Program> programs() {
    std::vector<Program> all;
    PriceChoice const* const prices = nullptr;
    MonitoringChoice const* const monitorings = nullptr;
    PressureChoice const* const pressures = nullptr;
    for_each_tag(prices, [&](auto price) {
        for_each_tag(monitorings, [&](auto monitoring) {
            for_each_tag(pressures,
                         [&](auto pressure) { add_program(all, price, monitoring, pressure); });
        });
    });
    return all;
}

/// Tables as those of the shipped scenario: a ladder, some levels, 120 report times.
std::size_t shipped_near_bytes() {
    Plan plan = observed_plan().build();
    plan.report_steps.assign(120, 1);
    return table_bytes(plan).near;
}

/// Threads of the block that a program gets on an architecture.
int block_of(Program const& program, GpuArchitecture const& gpu, std::size_t near_bytes) {
    return threads_that_fit(largest_block, program.aside_bytes, near_bytes,
                            gpu.shared_of_block - of_the_system);
}

TEST(BlockSize, EveryProgramFitsOnEveryShippedArchitecture) {
    std::size_t const largest = table_bytes(largest_plan()).near;
    ASSERT_EQ(programs().size(), 14u);
    for (GpuArchitecture const& gpu : gpu_architectures) {
        for (Program const& program : programs()) {
            for (std::size_t const near_bytes : {shipped_near_bytes(), largest}) {
                int const threads = block_of(program, gpu, near_bytes);
                EXPECT_GE(threads, smallest_block)
                    << program.name << ", sm_" << gpu.number << ", tables of " << near_bytes;
                EXPECT_LE(block_bytes(threads, program.aside_bytes, near_bytes),
                          gpu.shared_of_block - of_the_system);
            }
        }
    }
}

TEST(BlockSize, TheShippedScenarioKeepsBlocksOf512WhereTheyFit) {
    for (Program const& program : programs()) {
        for (GpuArchitecture const& gpu : gpu_architectures) {
            int const threads = block_of(program, gpu, shipped_near_bytes());
            bool const roomy = gpu.shared_of_block > 110'000;
            bool const lean = program.name.starts_with("gbm");
            bool const bridge = program.name.ends_with("bridge");
            if (roomy || (lean && !bridge) || (lean && gpu.number != 75))
                EXPECT_EQ(threads, 512) << program.name << ", sm_" << gpu.number;
            else
                EXPECT_GE(threads, 128) << program.name << ", sm_" << gpu.number;
        }
    }
}

TEST(BlockSize, HalvesUntilABlockFits) {
    std::size_t const aside = 88, near_bytes = 20'000;
    EXPECT_EQ(threads_that_fit(512, aside, near_bytes, block_bytes(512, aside, near_bytes)), 512);
    EXPECT_EQ(threads_that_fit(512, aside, near_bytes, block_bytes(512, aside, near_bytes) - 1),
              256);
    EXPECT_EQ(threads_that_fit(512, aside, near_bytes, block_bytes(32, aside, near_bytes)), 32);
    EXPECT_EQ(threads_that_fit(512, aside, near_bytes, block_bytes(32, aside, near_bytes) - 1), 0);
    EXPECT_EQ(threads_that_fit(64, aside, near_bytes, 1 << 20), 64);
}

std::string text_of(std::string const& path) {
    std::ifstream file(std::string{LIQ_SOURCE_DIR} + "/" + path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(BlockSize, KnowsEveryArchitectureThatIsShipped) {
    std::string const presets = text_of("CMakePresets.json");
    if (presets.empty()) GTEST_SKIP() << "the portable folder carries no sources";
    std::regex const list(R"re("LIQ_CUDA_ARCHITECTURES": "([^"]*)")re"), number(R"re(\d+)re");
    std::set<int> shipped, known;
    for (std::sregex_iterator i(presets.begin(), presets.end(), list), end; i != end; ++i) {
        std::string const numbers = (*i)[1];
        for (std::sregex_iterator j(numbers.begin(), numbers.end(), number); j != end; ++j)
            shipped.insert(std::stoi(j->str()));
    }
    for (GpuArchitecture const& gpu : gpu_architectures) known.insert(gpu.number);
    EXPECT_EQ(shipped, known);
}

// tests/gpu/sass.py computes occupancies from what threads set aside.
TEST(BlockSize, ThreadsSetAsideWhatTheOccupancyIsComputedFrom) {
    std::string const figures = text_of("tests/gpu/sass.py");
    if (figures.empty()) GTEST_SKIP() << "the portable folder carries no sources";
    for (Program const& program : programs()) {
        std::size_t const comma = program.name.find(", ");
        std::string const entry = "(\"" + program.name.substr(0, comma) + "\", \"" +
                                  program.name.substr(comma + 2) +
                                  "\"): " + std::to_string(aside_stride(program.aside_bytes));
        EXPECT_NE(figures.find(entry), std::string::npos) << entry;
    }
}

}  // namespace
}  // namespace liq::tests
