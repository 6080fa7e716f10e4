#include "host/batch/part_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "host/batch/resume_and_merge.hpp"
#include "host/batch/run_batch.hpp"

namespace liq {
namespace {

std::string const shipped = std::string(LIQ_SOURCE_DIR) + "/scenarios/stress-june-2025.toml";

batch::Batch small_batch(batch::Shard shard = {}) {
    batch::Batch batch =
        batch::read_batch({{shipped,
                            {"simulation.paths=2000", "simulation.horizon=7d", "simulation.step=2h",
                             "variant=[{ name = \"thin\", set = { \"impact.depth\" = 5e7 } }]"}}});
    batch.shard = shard;
    return batch;
}

batch::Batch simulated(batch::Shard shard = {}) {
    batch::Batch batch = small_batch(shard);
    std::string nothing;
    batch::Devices const devices = batch::make_devices({.name = "cpu", .threads = 2}, nothing);
    batch::run_batch(batch, devices, {[] { return false; }, {}, {}, 60, {}, 0});
    return batch;
}

void simulate_rest(batch::Batch& batch) {
    std::string nothing;
    batch::Devices const devices = batch::make_devices({.name = "cpu", .threads = 1}, nothing);
    batch::run_batch(batch, devices, {[] { return false; }, {}, {}, 60, {}, 0});
}

class PartFile : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  (std::string("liq-part-") +
                   testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path folder_;
};

TEST_F(PartFile, GivesBackABatchWithItsInputs) {
    batch::Batch const batch = simulated();
    batch::write_part(folder_ / "p.h5", batch, batch.states, {"cpu", "a machine", 2, 2});
    batch::Part const back = batch::read_part(folder_ / "p.h5");
    EXPECT_EQ(back.inputs_sha256, batch::sha256_of_inputs(batch));
    EXPECT_EQ(batch::sha256_of_inputs(back.batch), batch::sha256_of_inputs(batch));
    ASSERT_EQ(back.batch.states.size(), batch.states.size());
    for (std::size_t i = 0; i < batch.states.size(); ++i) {
        EXPECT_EQ(back.batch.states[i].done, batch.states[i].done);
        EXPECT_EQ(back.batch.states[i].totals, batch.states[i].totals);
        EXPECT_EQ(back.batch.states[i].comparison, batch.states[i].comparison);
    }
    EXPECT_EQ(back.machine.device, "a machine");
}

TEST_F(PartFile, ARunThatFailedIsTriedAgainAndComparedAsIfItHadNot) {
    batch::Batch const whole = simulated();
    for (std::size_t failed : {0u, 1u}) {
        batch::Batch broken = simulated();
        broken.states[failed] = {};
        broken.states[failed].failure = batch::Failure{Exit::failed, "the device fell off the bus"};
        if (failed == 0) broken.states[1].comparison = {};  // there was nothing to compare with
        write_part(folder_ / "p.h5", broken, broken.states, {});
        batch::Batch again = small_batch();
        batch::resume_from(folder_ / "p.h5", again);
        simulate_rest(again);
        for (std::size_t i = 0; i < whole.states.size(); ++i) {
            EXPECT_EQ(again.states[i].totals, whole.states[i].totals) << failed << " " << i;
            EXPECT_EQ(again.states[i].comparison, whole.states[i].comparison) << failed << " " << i;
        }
    }
}

TEST_F(PartFile, ShardsOfWhichOneFailedKnowNoDifference) {
    std::vector<std::filesystem::path> files;
    for (int i = 1; i <= 2; ++i) {
        batch::Batch part = simulated({i, 2});
        if (i == 2) {
            part.states[1] = {};
            part.states[1].failure = batch::Failure{Exit::failed, "the device fell off the bus"};
        }
        files.push_back(folder_ / (std::to_string(i) + ".h5"));
        batch::write_part(files.back(), part, part.states, {});
    }
    batch::Part const merged = batch::merge_parts(files);
    EXPECT_TRUE(merged.batch.states[1].failure.has_value());
    EXPECT_EQ(merged.batch.states[0].done.count(), 2000u);
    EXPECT_LT(merged.batch.states[1].done.count(), 2000u);
}

}  // namespace
}  // namespace liq
