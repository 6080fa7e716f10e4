#include "host/words/printable.hpp"

#include <gtest/gtest.h>

#include <string>

namespace liq {
namespace {

TEST(Printable, EscapesCharactersThatCanBeCommandsToATerminal) {
    EXPECT_EQ(words::printable("a\033[2J\007\nb\x7F"), "a\\u001B[2J\\u0007\\u000Ab\\u007F");
    EXPECT_EQ(words::printable("\xC2\x9B"
                               "2J"),
              "\\u009B2J");
    EXPECT_EQ(words::printable("caf\xC3\xA9, \xE4\xB8\xAD \xF0\x9F\x98\x80"),
              "caf\xC3\xA9, \xE4\xB8\xAD \xF0\x9F\x98\x80");
}

TEST(Printable, EscapesCharactersThatChangeTheDirectionOrBreakLines) {
    for (auto const& [bytes, escape] : {std::pair{"\xE2\x80\x8E", "\\u200E"},
                                        {"\xE2\x80\x8F", "\\u200F"},
                                        {"\xE2\x80\xA8", "\\u2028"},
                                        {"\xE2\x80\xA9", "\\u2029"},
                                        {"\xE2\x80\xAA", "\\u202A"},
                                        {"\xE2\x80\xAE", "\\u202E"},
                                        {"\xE2\x81\xA6", "\\u2066"},
                                        {"\xE2\x81\xA9", "\\u2069"},
                                        {"\xD8\x9C", "\\u061C"}})
        EXPECT_EQ(words::printable(std::string("x") + bytes + "y"),
                  std::string("x") + escape + "y");
}

TEST(Printable, EscapesBytesThatAreNotUtf8) {
    EXPECT_EQ(words::printable("a\xFFz"), "a\\xFFz");
    EXPECT_EQ(words::printable("\xC3("), "\\xC3(");
    EXPECT_EQ(words::printable("\xE2\x82"), "\\xE2\\x82") << "cut off";
    EXPECT_EQ(words::printable("\xC0\xAF"), "\\xC0\\xAF") << "overlong";
    EXPECT_EQ(words::printable("\xC0\x9B"), "\\xC0\\x9B") << "an overlong escape";
    EXPECT_EQ(words::printable("\xED\xA0\x80"), "\\xED\\xA0\\x80") << "half of a pair";
}

TEST(PrintablePage, KeepsEndsOfLinesAndItsOwnColoursOnly) {
    std::string const coloured = words::painted("BREACH", words::Look::alarm) + "\n";
    EXPECT_EQ(words::printable_page(coloured), coloured);
    EXPECT_EQ(words::printable_page("a\033[2J\033]0;x\007\n\xE2\x80\xAE"),
              "a\\u001B[2J\\u001B]0;x\\u0007\n\\u202E");
}

TEST(Width, CountsTheColumnsOnTheScreen) {
    EXPECT_EQ(words::width_of("abc"), 3U);
    EXPECT_EQ(words::width_of("caf\xC3\xA9"), 4U);
    EXPECT_EQ(words::width_of("cafe\xCC\x81"), 4U) << "a combining accent";
    EXPECT_EQ(words::width_of("\xE6\xAF\x94\xE7\x89\xB9\xE5\xB8\x81"), 6U)
        << "three wide characters";
}

TEST(Shortened, LeavesOutTheMiddleSoThatNamesDifferInTheirEnds) {
    EXPECT_EQ(words::shortened("short", 10), "short");
    EXPECT_EQ(words::shortened("depth-collapse-north", 11), "dept...orth");
    std::string const wide =
        words::shortened("\xE6\xAF\x94\xE7\x89\xB9\xE5\xB8\x81\xE6\xAF\x94", 7);
    EXPECT_LE(words::width_of(wide), 7U);
}

}  // namespace
}  // namespace liq
