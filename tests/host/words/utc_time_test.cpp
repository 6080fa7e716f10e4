#include "host/words/utc_time.hpp"

#include <gtest/gtest.h>

namespace liq::words {
namespace {

TEST(UtcTime, ReadsIsoTimesInUtcAndNothingElse) {
    EXPECT_EQ(parse_utc("1970-01-01T00:00:00Z"), 0);
    EXPECT_EQ(parse_utc("2025-06-05T21:00:00Z"), 1'749'157'200);
    EXPECT_EQ(parse_utc("2025-06-05T21:00Z"), 1'749'157'200);
    EXPECT_EQ(parse_utc("2025-06-05 21:00:00.250+00:00"), 1'749'157'200);
    EXPECT_EQ(parse_utc("2024-02-29T00:00:00Z"), 1'709'164'800);
    for (char const* wrong : {"", "2025-06-05", "2025-06-05T21:00:00", "2025-06-05T21:00:00+02:00",
                              "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z",
                              "2025-06-05T24:00:00Z", "2025-06-05T21:00:00Z ", "25-06-05T21:00:00Z",
                              "2025-06-05T21:60:00Z", "-025-06-05T21:00Z"})
        EXPECT_FALSE(parse_utc(wrong)) << wrong;
    EXPECT_EQ(utc_text(1'749'157'200), "2025-06-05 21:00 UTC");
}

TEST(UtcTime, MillisecondsAreCutAfterTheThirdDigitAndTheZoneCanBeLeftToTheFormat) {
    EXPECT_EQ(parse_utc_milliseconds("1970-01-01T00:00:01.5Z"), 1'500);
    EXPECT_EQ(parse_utc_milliseconds("1970-01-01T00:00:01.123987Z"), 1'123);
    EXPECT_FALSE(parse_utc_milliseconds("1970-01-01 00:00:01"));
    EXPECT_EQ(parse_utc_milliseconds("1970-01-01 00:00:01", false), 1'000);
    EXPECT_EQ(parse_utc_milliseconds("1970-01-02", false), 86'400'000);
    EXPECT_EQ(parse_utc("1969-12-31T23:59:59.900Z"), -1);
}

TEST(UtcTime, WhatIsWrittenReadsBack) {
    for (std::int64_t const time : {0LL, 951'782'399LL, 1'749'157'200LL, 4'102'444'799LL})
        EXPECT_EQ(parse_utc(iso_utc(time)), time);
}

}  // namespace
}  // namespace liq::words
