#include "host/batch/path_set.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "host/batch/shard.hpp"

namespace liq {
namespace {

TEST(PathSet, JoinsRangesThatTouchInAnyOrder) {
    batch::PathSet set;
    for (PathRange const& range : {PathRange{20, 10}, {0, 10}, {10, 10}, {40, 5}})
        EXPECT_TRUE(set.add(range));
    EXPECT_EQ(set.ranges(), (std::vector<PathRange>{{0, 30}, {40, 5}}));
    EXPECT_EQ(set.count(), 35u);
}

TEST(PathSet, RefusesPathsThatItHas) {
    batch::PathSet set(PathRange{10, 10});
    for (PathRange const& range : {PathRange{19, 1}, {5, 6}, {0, 100}, {12, 2}})
        EXPECT_FALSE(set.add(range));
    EXPECT_EQ(set.ranges(), (std::vector<PathRange>{{10, 10}}));
    EXPECT_TRUE(set.add({20, 0}));
}

TEST(PathSet, KnowsWhatIsMissing) {
    batch::PathSet set;
    EXPECT_EQ(set.missing_of({5, 10}).ranges(), (std::vector<PathRange>{{5, 10}}));
    set.add({0, 7});
    set.add({9, 2});
    EXPECT_EQ(set.missing_of({5, 10}).ranges(), (std::vector<PathRange>{{7, 2}, {11, 4}}));
    EXPECT_TRUE(set.missing_of({9, 2}).empty());
}

TEST(PathSet, GivesItsFirstPathsAway) {
    batch::PathSet set(PathRange{3, 5});
    set.add({10, 1});
    EXPECT_EQ(set.take(2), (PathRange{3, 2}));
    EXPECT_EQ(set.take(100), (PathRange{5, 3}));
    EXPECT_EQ(set.take(100), (PathRange{10, 1}));
    EXPECT_TRUE(set.empty());
    EXPECT_EQ(set.take(1).count, 0u);
}

TEST(Shard, SharesAreAllPathsOnce) {
    for (std::uint64_t paths : {1ull, 31ull, 2000ull, 100'000ull, 1'000'001ull, 4'294'967'295ull}) {
        for (int n : {1, 2, 3, 7, 64, 2048}) {
            std::uint64_t next = 0;
            for (int i = 1; i <= n; ++i) {
                PathRange const share = batch::share_of(paths, {i, n});
                EXPECT_EQ(share.first, next);
                next = share.first + share.count;
                EXPECT_TRUE(share.count % 32 == 0 || next == paths);
            }
            EXPECT_EQ(next, paths);
        }
    }
}

}  // namespace
}  // namespace liq
