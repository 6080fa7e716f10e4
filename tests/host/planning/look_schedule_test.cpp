#include "host/planning/look_schedule.hpp"

#include <gtest/gtest.h>

namespace liq {
namespace {

TEST(LookSchedule, BeginsWithOneIntervalAndGrowsByAtMostASixteenth) {
    for (std::uint64_t const together : {1u, 16u, 64u, 99u, 2048u, 3000u}) {
        planning::LookSchedule const looks(together);
        std::uint64_t paths = looks.after(0);
        std::uint64_t const interval = paths;
        EXPECT_GE(paths, planning::LookSchedule::least_paths);
        for (int i = 0; i < 400; ++i) {
            std::uint64_t const next = looks.after(paths);
            EXPECT_EQ(next % together, 0U) << "all replicates have equally many paths";
            EXPECT_GE(next - paths, interval);
            EXPECT_LE(next - paths, std::max(interval, paths / 16));
            EXPECT_GE(next - paths, paths / 33);
            paths = next;
        }
    }
}

TEST(LookSchedule, DependsOnTheNumberOfPathsAlone) {
    planning::LookSchedule const looks;
    EXPECT_EQ(looks.after(0), 8192U);
    EXPECT_EQ(looks.after(8191), 8192U);
    EXPECT_EQ(looks.after(8192), 16384U);
    EXPECT_TRUE(looks.looks_at(16384));
    EXPECT_FALSE(looks.looks_at(16383));
    EXPECT_FALSE(looks.looks_at(0));
    // The looks are the same from the start and from the middle.
    for (std::uint64_t look = looks.after(0); look < 10'000'000; look = looks.after(look))
        EXPECT_TRUE(looks.looks_at(look)) << look;
}

}  // namespace
}  // namespace liq
