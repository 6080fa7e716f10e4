#include "host/words/other_zone.hpp"

#include <gtest/gtest.h>

namespace liq::words {
namespace {

TEST(ATimeOfAnotherZone, IsGivenInUtc) {
    EXPECT_EQ(utc_of_other_zone("2025-06-06T06:00:00+09:00"), "2025-06-05T21:00:00Z");
    EXPECT_EQ(utc_of_other_zone("2025-06-05 17:00-04:00"), "2025-06-05T21:00:00Z");
    EXPECT_EQ(utc_of_other_zone("2025-06-06T02:30:00.5+05:30"), "2025-06-05T21:00:00Z");
    for (char const* none :
         {"", "+09:00", "2025-06-05", "2025-06-05T21:00:00Z", "2025-06-05T21:00:00",
          "2025-06-05+09:00", "2025-06-05T25:00:00+09:00", "x+09:00", "2025-06-05T21:00:00+99:00"})
        EXPECT_FALSE(utc_of_other_zone(none)) << none;
}

}  // namespace
}  // namespace liq::words
