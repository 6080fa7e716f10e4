#include "host/storage/reader.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>

#include "host/errors.hpp"
#include "host/storage/isolated.hpp"
#include "tests/support/market_file.hpp"

namespace liq::storage {
namespace {

using test::FileEditor;

class StorageReader : public testing::Test {
  protected:
    /// Applies `write` to a new file and opens it.
    template <class Write>
    Reader file_with(Write write) {
        {
            FileEditor file(path, FileEditor::Mode::create);
            write(file);
        }
        return Reader(path);
    }
    test::TemporaryFolder folder;
    std::filesystem::path path = folder.file("data.h5");
};

std::string message_of(std::function<void()> const& action) {
    try {
        action();
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "no Error was thrown";
    return {};
}

TEST_F(StorageReader, ReadsWholeNumbersExactly) {
    auto const file = file_with([](FileEditor& edit) {
        edit.numbers("/signed", {2}, {-3, 9007199254740992.0}, H5T_STD_I64LE);
        edit.numbers("/unsigned", {1}, {18446744073709549568.0}, H5T_STD_U64BE);
        edit.numbers("/real", {1}, {1.5});
    });
    EXPECT_EQ(file.integers("/signed").values, (std::vector<std::int64_t>{-3, 1LL << 53}));
    EXPECT_EQ(file.counts("/unsigned").values.at(0), 18446744073709549568ULL);
    EXPECT_NE(message_of([&] { static_cast<void>(file.integers("/unsigned")); }).find("too large"),
              std::string::npos);
    EXPECT_NE(message_of([&] { static_cast<void>(file.counts("/signed")); }).find("negative"),
              std::string::npos);
    EXPECT_NE(message_of([&] {
                  static_cast<void>(file.integers("/real"));
              }).find("integers are expected"),
              std::string::npos);
}

TEST_F(StorageReader, GivesShapeAndMembers) {
    auto const file = file_with([](FileEditor& edit) {
        edit.group("/b");
        edit.group("/a");
        edit.numbers("/b/table", {2, 3}, {1, 2, 3, 4, 5, 6});
        edit.numbers("/b/none", {0}, {});
    });
    EXPECT_EQ(file.members("/"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(file.numbers("/b/table").shape, (std::vector<std::size_t>{2, 3}));
    EXPECT_TRUE(file.numbers("/b/none").values.empty());
    EXPECT_TRUE(file.has("/b/table"));
    EXPECT_FALSE(file.has("/b/else"));
    EXPECT_FALSE(file.has("/c/table")) << "not even its group is there";
    EXPECT_EQ(file.place("/b"), path.string() + ": /b");
}

TEST_F(StorageReader, ReadsAttributesAndGivesNothingWhereThereAreNone) {
    auto const file = file_with([](FileEditor& edit) {
        edit.text("/", "title", "na\xC3\xAFve");
        edit.integers("/", "version", {1, 2});
    });
    EXPECT_EQ(file.text("/", "title"), "na\xC3\xAFve");
    EXPECT_EQ(file.text("/", "subtitle"), std::nullopt);
    EXPECT_EQ(file.attribute_numbers("/", "version")->values, (std::vector<double>{1, 2}));
    EXPECT_NE(
        message_of([&] { static_cast<void>(file.text("/", "version")); }).find("attribute version"),
        std::string::npos);
}

TEST_F(StorageReader, RefusesStringsLongerThanTheLimit) {
    auto const file = file_with([](FileEditor& edit) {
        edit.strings("/fine", {std::string(longest_string, 'x')});
        edit.strings("/long", {std::string(longest_string + 1, 'x')});
    });
    EXPECT_EQ(file.strings("/fine").values.at(0).size(), longest_string);
    EXPECT_NE(message_of([&] { static_cast<void>(file.strings("/long")); }).find(": /long"),
              std::string::npos);
}

TEST_F(StorageReader, RefusesMoreElementsThanTheLimitBeforeItAllocatesMemory) {
    auto const file = file_with([](FileEditor& edit) {
        edit.declared("/many", {most_elements + 1}, {1024});
        edit.declared("/most", {1024}, {1024});
    });
    EXPECT_EQ(file.numbers("/most").values.size(), 1024U);
    EXPECT_NE(message_of([&] { static_cast<void>(file.numbers("/many")); }).find("67108864"),
              std::string::npos);
}

TEST_F(StorageReader, OpensNoOtherFile) {
    auto const other = folder.file("other.h5");
    {
        FileEditor(other, FileEditor::Mode::create).numbers("/x", {}, {1});
    }
    auto const file = file_with([&](FileEditor& edit) {
        edit.external_link("/link", other.string(), "/");
        edit.soft_link("/detour", "/link/x");
    });
    EXPECT_NE(message_of([&] { static_cast<void>(file.numbers("/link/x")); }).find("another file"),
              std::string::npos);
    EXPECT_NE(message_of([&] { static_cast<void>(file.numbers("/detour")); }).find("/detour"),
              std::string::npos);
}

TEST(Utf8, IsRecognisedAsInTheStandard) {
    for (char const* good : {"", "plain", "\xC2\x80", "\xE2\x82\xBF", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(is_utf8(good)) << good;
    // a continuation byte alone, incomplete, overlong, surrogate, above U+10FFFF
    for (char const* bad : {"\x80", "\xE2\x82", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "a\xFFz"})
        EXPECT_FALSE(is_utf8(bad));
}

TEST(ChildProcess, ReturnsBytesAndErrors) {
    std::string const large(5'000'000, '\x01');
    EXPECT_EQ(in_child_process("f.h5", [&] { return large; }), large);
    EXPECT_EQ(in_child_process("f.h5", [] { return std::string(); }), "");
    try {
        in_child_process("f.h5", []() -> std::string { throw Error(Exit::no_file, "gone"); });
        FAIL();
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::no_file);
        EXPECT_STREQ(error.what(), "gone");
    }
}

TEST(ChildProcess, TurnsACrashIntoARefusal) {
    auto const crash = []() -> std::string { std::abort(); };
    EXPECT_NE(message_of([&] { in_child_process("f.h5", crash); }).find("f.h5: is damaged"),
              std::string::npos);
}

TEST(ChildProcess, EndsALoop) {
    auto const loop = []() -> std::string {
        for (unsigned volatile i = 0;;) i = i + 1;
    };
    std::string const message = message_of([&] { in_child_process("f.h5", loop); });
    EXPECT_NE(message.find("f.h5: takes longer"), std::string::npos) << message;
}

}  // namespace
}  // namespace liq::storage
