#include "host/words/table.hpp"

#include <gtest/gtest.h>

#include "host/words/text_page.hpp"
#include "tests/support/lines_of_text.hpp"

namespace liq {
namespace {

words::Table prices() {
    words::Table table;
    table.head({"VENUE", "insurance fund [USD]", "share"});
    table.row({"  okx", {"12,345,678", "$12.3M"}, "1.0 %"});
    table.row({"  \xE6\xAF\x94\xE7\x89\xB9\xE5\xB8\x81", {"1", "$1"}, "99.0 %"});
    return table;
}

TEST(Table, AlignsColumnsByTheirWidthOnTheScreen) {
    for (std::size_t width : {26U, 40U, 80U}) {
        auto const lines = prices().lines(width);
        ASSERT_GE(lines.size(), 3U);
        for (std::size_t i = lines.size() - 2; i < lines.size(); ++i)
            EXPECT_EQ(words::width_of(lines[i].text), words::width_of(lines.back().text))
                << width << "\n"
                << lines[i].text;
    }
}

TEST(Table, IsMadeNarrowerWithoutSplittingARow) {
    for (std::size_t width = 12; width < 100; ++width) {
        std::size_t rows = 0;
        for (auto const& line : prices().lines(width)) {
            if (line.is_note) continue;
            EXPECT_LE(words::width_of(line.text), width) << line.text;
            rows += line.look == words::Look::plain ? 1 : 0;
        }
        EXPECT_EQ(rows, 2U) << width;
    }
    EXPECT_EQ(prices().lines(60).size(), 3U);
    EXPECT_NE(prices().lines(60)[1].text.find("12,345,678"), std::string::npos);
    EXPECT_NE(prices().lines(26).back().text.find("$1"), std::string::npos);
}

TEST(Table, SaysWhenColumnsAreLeftOut) {
    auto const lines = prices().lines(12);
    EXPECT_TRUE(lines.back().is_note);
    EXPECT_NE(lines.back().text.find("left out"), std::string::npos);
}

TEST(Table, MakesItsTextsPrintable) {
    words::Table table;
    table.row({"\033[2J", "\xE2\x80\xAE"});
    EXPECT_EQ(table.lines(80)[0].text.find('\033'), std::string::npos);
    EXPECT_NE(table.lines(80)[0].text.find("\\u202E"), std::string::npos);
}

TEST(TextPage, NeverExceedsItsWidth) {
    std::string const word(150, 'x');
    for (int width : {40, 60, 80}) {
        words::TextPage page({.width = width});
        page.line("  a name that is " + word);
        page.paragraph("  " + word + ": ", "and " + word + " words");
        page.paragraph("", "\xE6\xAF\x94\xE7\x89\xB9\xE5\xB8\x81" + word);
        page.table(prices());
        for (std::string const& line : test::lines_of_text(page.text()))
            EXPECT_LE(words::width_of(line), static_cast<std::size_t>(width)) << line;
        std::string joined = page.text();
        std::erase_if(joined, [](char c) { return c == ' ' || c == '\n'; });
        EXPECT_NE(joined.find("anameth"), std::string::npos);
        EXPECT_NE(joined.find(word + ":and" + word), std::string::npos) << "all text is there";
    }
}

}  // namespace
}  // namespace liq
