/// JSON files, value by value: lists, lines, single values, and what is no JSON.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

#include "host/data/json_stream.hpp"
#include "host/data/json_time.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

using nlohmann::json;
using namespace std::string_literals;

std::string const bom = "\xef\xbb\xbf";

/// The values one by one, as a list.
json each_of(std::string const& text) {
    WrittenText const file("given.json", text);
    ByteStream stream(file.path());
    json values = json::array();
    for_each_json(stream, [&](json const& value, std::uint64_t number) {
        values.push_back(value);
        EXPECT_EQ(number, values.size());
    });
    return values;
}
json whole(std::string const& text) {
    WrittenText const file("given.json", text);
    ByteStream stream(file.path());
    return read_json(stream);
}

template <class Read>
std::string refused_by(Read const& read, std::string const& text) {
    WrittenText const file("given.json", text);
    try {
        ByteStream stream(file.path());
        read(stream);
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        EXPECT_EQ(std::string(error.what()).find(file.path() + ": "), 0U) << error.what();
        return error.what();
    }
    ADD_FAILURE() << "was not refused: " << text.substr(0, 100);
    return {};
}
/// What is said of a text that is read as one value and value by value.
std::string refused_whole(std::string const& text) {
    return refused_by([](ByteStream& stream) { static_cast<void>(read_json(stream)); }, text);
}
std::string refused_each(std::string const& text) {
    return refused_by(
        [](ByteStream& stream) { for_each_json(stream, [](json const&, std::uint64_t) {}); }, text);
}

TEST(ValuesOfAJsonFile, AreThoseOfAListOfLinesOrTheOnlyOne) {
    json const two = json::parse(R"([{"a":[1,{"b":"]},{"}]},{"a":2}])");
    std::string const first = R"({"a":[1,{"b":"]},{"}]})", second = R"({ "a" : 2 })";
    EXPECT_EQ(each_of("[" + first + "," + second + "]"), two);
    EXPECT_EQ(each_of(" [\n " + first + " ,\r\n" + second + "\t] \n"), two);
    EXPECT_EQ(each_of(first + "\n" + second + "\n"), two);
    EXPECT_EQ(each_of(first + "\r\n\r\n" + second), two);
    EXPECT_EQ(each_of(first + second), two);
    EXPECT_EQ(each_of(bom + "[" + first + "," + second + "]"), two);
    EXPECT_EQ(each_of(second), json::parse(R"([{"a":2}])"));
    EXPECT_EQ(each_of("[[1,2],[3]]"), json::parse("[[1,2],[3]]"));
    EXPECT_EQ(each_of("[1, \"a,]\" ,null]"), json::parse(R"([1,"a,]",null])"));
    EXPECT_EQ(each_of(R"(["a\"]b","\\"])"), json::parse(R"(["a\"]b","\\"])"));
    EXPECT_EQ(each_of("1\n2\n"), json::parse("[1,2]"));
    EXPECT_EQ(each_of("[]"), json::array());
    EXPECT_EQ(each_of(" [ \n ] "), json::array());
}

TEST(ValueOfAJsonFile, IsAllOfIt) {
    EXPECT_EQ(whole("[1,[2],{\"a\":3}]"), json::parse("[1,[2],{\"a\":3}]"));
    EXPECT_EQ(whole(bom + "\n{\"a\": \"}\"}\n"), json::parse(R"({"a":"}"})"));
    EXPECT_EQ(whole("17"), 17);
    EXPECT_TRUE(says(refused_whole("{\"a\":1}\n{\"a\":2}"), {"byte ", "more behind the end"}));
}

TEST(AJsonFile, IsRefusedWithTheByteWhereItEndsTooEarlyOrTooLate) {
    for (auto const* text :
         {"{\"a\":1", "[{\"a\":1},{\"a\"", "[{\"a\":1},", "[1,2", "{\"a\":\"b"}) {
        EXPECT_TRUE(says(refused_each(text), {"byte ", "ends within a value", "download"})) << text;
        EXPECT_TRUE(says(refused_whole(text), {"byte "})) << text;
    }
    EXPECT_TRUE(says(refused_each("[1,2] x"), {"byte 7", "more behind the end of the list"}));
    EXPECT_TRUE(says(refused_each("[1,2]]"), {"byte 6"}));
    EXPECT_TRUE(says(refused_each("{\"a\":1}}"), {"byte 8", "closes what was not opened"}));
    EXPECT_TRUE(says(refused_each("{\"a\":1} x"), {"is no JSON"}));
    EXPECT_TRUE(says(refused_each("[{\"a\":1},{\"a\":x}]"), {"byte 15", "is no JSON"}));
    EXPECT_TRUE(says(refused_each("[1 2]"), {"is no JSON"}));
    for (auto const* const text : {"[1,,2]", "[,1]", "[1,]", "[,]"})
        EXPECT_TRUE(says(refused_each(text), {"byte ", "a value is missing before"})) << text;
    EXPECT_TRUE(says(refused_each(""), {"is empty"}));
    EXPECT_TRUE(says(refused_whole(" \n"), {"is empty"}));
}

TEST(AJsonFile, IsRefusedWhereItIsNoneAtAll) {
    EXPECT_TRUE(says(refused_each("{\"a\":\0}"s), {"byte 6", "NUL"}));
    EXPECT_TRUE(says(refused_whole("[\"\0\"]"s), {"NUL"}));
    EXPECT_TRUE(says(refused_each("[{\"a\":1e400}]"), {"from byte 2", "too large"}));
    EXPECT_TRUE(says(refused_whole("<html>no</html>"), {"is no JSON"}));
    EXPECT_TRUE(says(refused_each("[\"\xff\"]"), {"is no JSON"}));
}

TEST(AJsonFile, MayBeNestedButNotWithoutEnd) {
    auto const nested = [](std::size_t n) { return std::string(n, '[') + std::string(n, ']'); };
    EXPECT_EQ(whole(nested(64)), json::parse(nested(64)));
    EXPECT_TRUE(says(refused_whole(nested(65)), {"byte 65", "more than 64 levels"}));
    EXPECT_TRUE(says(refused_each(nested(100'000)), {"byte 65", "more than 64 levels"}));
    EXPECT_TRUE(says(refused_each(std::string(100'000, '{')), {"levels"}));
}

TEST(AJsonFile, IsReadInTimeThatGrowsAsItDoes) {
    constexpr std::uint64_t n = 200'000;
    std::string text = "[";
    for (std::uint64_t i = 1; i <= n; ++i)
        text += (i > 1 ? "," : "") + (R"({"n":)" + std::to_string(i) + R"(,"sum":"12.5"})");
    WrittenText const file("long.json", text + "]");
    ByteStream stream(file.path());
    auto const begin = std::chrono::steady_clock::now();
    std::uint64_t sum = 0;
    for_each_json(stream, [&](json const& value, std::uint64_t number) {
        ASSERT_EQ(value["n"], number);
        sum += number;
    });
    EXPECT_EQ(sum, n * (n + 1) / 2);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(NumbersOfAJsonFile, MayBeTexts) {
    JsonPlace const place{"given.json", "data[3]"};
    json const row = json::parse(
        R"({"a":1.5,"b":"34085.00000000","c":null,"d":"","e":"1x","f":true,"g":"inf","h":[1]})");
    EXPECT_EQ(number_at(row, "a", place), 1.5);
    EXPECT_EQ(number_at(row, "b", place), 34'085);
    EXPECT_TRUE(std::isnan(number_or_nothing(row, "c", place)));
    EXPECT_TRUE(std::isnan(number_or_nothing(row, "d", place)));
    EXPECT_TRUE(std::isnan(number_or_nothing(row, "z", place)));
    auto const said = [&](char const* key) -> std::string {
        try {
            static_cast<void>(number_at(row, key, place));
        } catch (Error const& error) {
            return error.what();
        }
        return "nothing";
    };
    EXPECT_TRUE(says(said("c"), {"given.json: data[3].c is empty"}));
    EXPECT_TRUE(says(said("d"), {"data[3].d is empty"}));
    EXPECT_TRUE(says(said("e"), {"data[3].e = \"1x\" is not a number"}));
    EXPECT_TRUE(says(said("f"), {"data[3].f is not a number"}));
    EXPECT_TRUE(says(said("g"), {"data[3].g = \"inf\" is not a number"}));
    EXPECT_TRUE(says(said("h"), {"data[3].h is not a number"}));
    EXPECT_TRUE(says(said("z"), {"data[3] has no member z; found: a, b, c"}));
}

TEST(TimesOfAJsonFile, AreCountsInUnitsThatTheirSizeTells) {
    JsonPlace const place{"given.json", ""};
    json const row = json::parse(
        R"({"s":1749157200,"ms":"1749157200123","ns":1749157200123456789,"no":-1,"none":null})");
    EXPECT_EQ(time_at(row, "s", place), 1'749'157'200'000);
    EXPECT_EQ(time_at(row, "ms", place), 1'749'157'200'123);
    EXPECT_EQ(time_at(row, "ns", place), 1'749'157'200'123);
    EXPECT_EQ(time_or_zero(row, "none", place), 0);
    EXPECT_EQ(time_or_zero(row, "nowhere", place), 0);
    EXPECT_THROW(static_cast<void>(time_at(row, "no", place)), Error);
    EXPECT_THROW(static_cast<void>(time_at(row, "none", place)), Error);
}

}  // namespace
}  // namespace liq::data
