#include "kernels/cpu/usable_cores.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "kernels/backend.hpp"

namespace liq {
namespace {

namespace fs = std::filesystem;

/// A made-up system: files below a folder of its own.
class System {
  public:
    System() {
        std::string name = (fs::temp_directory_path() / "cores-XXXXXX").string();
        root = ::mkdtemp(name.data());
    }
    ~System() { fs::remove_all(root); }
    System(System const&) = delete;
    System& operator=(System const&) = delete;

    System& file(std::string const& path, std::string const& text) {
        fs::create_directories((root / path).parent_path());
        std::ofstream(root / path) << text << "\n";
        return *this;
    }
    [[nodiscard]] std::optional<int> cores() const { return cores_of_quota(root); }

    fs::path root;
};

std::string const version_2_mount =
    "24 1 0:21 / /proc rw - proc proc rw\n"
    "30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate";

TEST(UsableCores, RoundTheQuotaOfVersion2Up) {
    System system;
    system.file("proc/self/mountinfo", version_2_mount).file("proc/self/cgroup", "0::/job");
    EXPECT_EQ(system.cores(), std::nullopt);
    system.file("sys/fs/cgroup/job/cpu.max", "max 100000");
    EXPECT_EQ(system.cores(), std::nullopt);
    system.file("sys/fs/cgroup/job/cpu.max", "400000 100000");
    EXPECT_EQ(system.cores(), 4);
    system.file("sys/fs/cgroup/job/cpu.max", "150000 100000");
    EXPECT_EQ(system.cores(), 2);
    system.file("sys/fs/cgroup/job/cpu.max", "1000 100000");
    EXPECT_EQ(system.cores(), 1);
}

TEST(UsableCores, FollowTheTightestGroupOnTheWayUp) {
    System system;
    system.file("proc/self/mountinfo", version_2_mount)
        .file("proc/self/cgroup", "0::/slurm/job_7/step_0")
        .file("sys/fs/cgroup/slurm/job_7/step_0/cpu.max", "max 100000")
        .file("sys/fs/cgroup/slurm/job_7/cpu.max", "300000 100000")
        .file("sys/fs/cgroup/slurm/cpu.max", "1600000 100000")
        .file("sys/fs/cgroup/other/cpu.max", "100000 100000");
    EXPECT_EQ(system.cores(), 3);
}

TEST(UsableCores, ReadTheGroupAtTheRootOfAContainer) {
    System system;
    system.file("proc/self/mountinfo", version_2_mount)
        .file("proc/self/cgroup", "0::/")
        .file("sys/fs/cgroup/cpu.max", "200000 100000");
    EXPECT_EQ(system.cores(), 2);
}

TEST(UsableCores, ReadVersion1WhereverItIsMounted) {
    System system;
    system
        .file("proc/self/mountinfo",
              "31 25 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
              "32 25 0:28 / /sys/fs/cgroup/cpu\\040time rw - cgroup cgroup rw,cpu,cpuacct")
        .file("proc/self/cgroup", "5:memory:/small\n4:cpu,cpuacct:/batch/job")
        .file("sys/fs/cgroup/cpu time/batch/job/cpu.cfs_quota_us", "-1")
        .file("sys/fs/cgroup/cpu time/batch/job/cpu.cfs_period_us", "100000")
        .file("sys/fs/cgroup/cpu time/batch/cpu.cfs_quota_us", "250000")
        .file("sys/fs/cgroup/cpu time/batch/cpu.cfs_period_us", "50000");
    EXPECT_EQ(system.cores(), 5);
}

TEST(UsableCores, FindTheContainersGroupWhereItsPathIsThatOfTheMachine) {
    System system;
    system
        .file("proc/self/mountinfo",
              "40 30 0:28 /docker/4f2a /sys/fs/cgroup/cpu ro master:9 - cgroup cpu rw,cpu")
        .file("proc/self/cgroup", "4:cpu:/docker/4f2a/init")
        .file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "600000")
        .file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000");
    EXPECT_EQ(system.cores(), 6);
    system.file("proc/self/cgroup", "4:cpu:/../somewhere/else");
    EXPECT_EQ(system.cores(), 6);
}

TEST(UsableCores, AreNotLimitedWhereTheSystemSaysNothing) {
    EXPECT_EQ(System().cores(), std::nullopt);
    System system;
    system.file("proc/self/mountinfo", "nonsense\n1 2").file("proc/self/cgroup", "::");
    EXPECT_EQ(system.cores(), std::nullopt);
}

TEST(UsableCores, AreThoseThatTheProcessMayRunOn) {
    EXPECT_GE(usable_cores(), 1);
    std::thread([] {  // a thread's own affinity is what the system answers with
        cpu_set_t mine, one;
        ASSERT_EQ(sched_getaffinity(0, sizeof mine, &mine), 0);
        CPU_ZERO(&one);
        for (int core = 0; core < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++core)
            if (CPU_ISSET(core, &mine)) CPU_SET(core, &one);
        ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
        EXPECT_EQ(usable_cores(), 1);
        EXPECT_EQ(make_cpu_backend({})->threads(), 1);
    })
        .join();
}

}  // namespace
}  // namespace liq
