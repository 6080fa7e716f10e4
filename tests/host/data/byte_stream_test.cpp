/// Bytes of files of data: packed or not, whole or damaged.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "host/data/byte_stream.hpp"
#include "tests/host/data/packed.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

/// 1 MB of rows, several times what is read at once.
std::string long_text() {
    std::string text;
    for (int i = 0; text.size() < 1'000'000; ++i)
        text += std::to_string(i) + "," + std::to_string(i * 2'654'435'761U) + "\n";
    return text;
}

std::string all_of(ByteStream& stream) {
    std::string text;
    for (auto piece = stream.next(); !piece.empty(); piece = stream.next()) text += piece;
    return text;
}
std::string read_bytes(std::string const& stored) {
    WrittenText const file("given.bin", stored);
    ByteStream stream(file.path());
    return all_of(stream);
}

/// What is said of a file that is refused.
std::string refused_bytes(std::string const& stored) {
    WrittenText const file("given.bin", stored);
    try {
        ByteStream stream(file.path());
        static_cast<void>(all_of(stream));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        EXPECT_EQ(std::string(error.what()).find(file.path() + ": "), 0U) << error.what();
        return error.what();
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

TEST(BytesOfAFile, AreWhatItHoldsWhateverItIsPackedIn) {
    std::string const text = long_text();
    EXPECT_EQ(read_bytes(text), text);
    EXPECT_EQ(read_bytes(gzip_of(text)), text);
    EXPECT_EQ(read_bytes(zip_of({{"a.csv", text}})), text);
    EXPECT_EQ(read_bytes(zip_of({{.name = "a.csv", .text = text, .from_pipe = true}})), text);
}

TEST(BytesOfAFile, AreThoseOfAllMembersOfAGzipFile) {
    std::string const text = long_text();
    EXPECT_EQ(read_bytes(gzip_of("a\n") + gzip_of(text) + gzip_of("") + gzip_of("z\n")),
              "a\n" + text + "z\n");
}

TEST(BytesOfAFile, MayBeFilledUpWithZerosAndAreNotFollowedByOthers) {
    EXPECT_EQ(read_bytes(gzip_of("a\n") + std::string(100'000, '\0')), "a\n");
    EXPECT_TRUE(says(refused_bytes(gzip_of("a\n") + "b\n"), {"behind its packed data"}));
    EXPECT_TRUE(says(refused_bytes(gzip_of("a\n") + std::string(100'000, '\0') + "b"),
                     {"behind its packed data"}));
}

TEST(BytesOfAFile, MayBeNone) {
    EXPECT_EQ(read_bytes(""), "");
    EXPECT_EQ(read_bytes(gzip_of("")), "");
    EXPECT_EQ(read_bytes(zip_of({{"a.csv", ""}})), "");
    EXPECT_EQ(read_bytes("1"), "1");
}

TEST(BytesOfAFile, AreOfOneFileOfAZipArchive) {
    std::string const text = long_text();
    for (bool const from_pipe : {false, true})
        for (auto const& first : {std::string("1,2\n"), text})
            EXPECT_TRUE(says(
                refused_bytes(zip_of({{.name = "a.csv", .text = first, .from_pipe = from_pipe},
                                      {.name = "b.csv", .text = text, .from_pipe = from_pipe}})),
                {"several files", "unpack it"}));
    EXPECT_TRUE(says(refused_bytes(zip_of({{.name = "a.csv", .text = "1,2\n", .method = 0}})),
                     {"not deflate", "unpack it"}));
    EXPECT_TRUE(says(refused_bytes(zip_of({{"a.csv", "1,2\n"}}).substr(0, 20)), {"head of a zip"}));
}

/// The next file of an archive is seen also where what is read at once ends just before it, within
/// the description of the first one.
TEST(BytesOfAFile, AreOfOneFileWhereverTheNextOneBegins) {
    std::string const text = long_text().substr(0, 500'000);
    constexpr std::size_t piece = 262'144;
    for (bool const from_pipe : {false, true}) {
        auto const archive = [&](std::size_t longer) {
            return zip_of({{std::string(1 + longer, 'a'), text, from_pipe}, {"b", "1\n"}});
        };
        std::size_t const second = archive(0).find("PK\x03\x04", 4);
        for (int const behind : {-10, -3, -1, 0, 1, 5}) {
            // A name of the right length puts the second file where it is wanted.
            auto const longer = piece - second - static_cast<std::size_t>(behind);
            ASSERT_LT(longer, 0xffffU);
            EXPECT_TRUE(says(refused_bytes(archive(longer)), {"several files"})) << behind;
        }
    }
}

TEST(BytesOfAFile, AreRefusedWhereTheyEndTooEarly) {
    std::string const packed = gzip_of(long_text());
    for (std::size_t const n :
         {std::size_t{2}, std::size_t{12}, packed.size() / 2, packed.size() - 8, packed.size() - 1})
        EXPECT_TRUE(says(refused_bytes(packed.substr(0, n)), {"ends too early", "download"})) << n;
    std::string const archive = zip_of({{"a.csv", long_text()}});
    EXPECT_TRUE(says(refused_bytes(archive.substr(0, archive.size() / 2)), {"ends too early"}));
}

TEST(BytesOfAFile, AreRefusedWhereTheyAreDamaged) {
    std::string packed = gzip_of(long_text());
    packed[packed.size() - 7] ^= 1;  // the sum of the text
    EXPECT_TRUE(says(refused_bytes(packed), {"damaged"}));
    packed = gzip_of(long_text());
    packed[packed.size() / 2] ^= 0x55;
    EXPECT_TRUE(says(refused_bytes(packed), {"damaged"}));
    for (bool const from_pipe : {false, true})
        EXPECT_TRUE(says(
            refused_bytes(zip_of(
                {{.name = "a.csv", .text = "1,2\n", .from_pipe = from_pipe, .sum = 0x12345678}})),
            {"damaged"}));
}

TEST(BytesOfAFile, DoNotExpandWithoutEnd) {
    std::string const bomb = gzip_of(std::string(100'000'000, '\0'));
    ASSERT_LT(bomb.size(), 200'000U);
    auto const begin = std::chrono::steady_clock::now();
    EXPECT_TRUE(says(refused_bytes(bomb), {"expands", "400 times"}));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
    // What is as long unpacked, but not out of all proportion, is read.
    std::string const packed = gzip_of(long_text());
    std::string many;
    for (int i = 0; i < 75; ++i) many += packed;
    EXPECT_EQ(read_bytes(many).size(), 75 * long_text().size());
}

TEST(BytesOfAFile, AreLookedAtWithoutBeingTaken) {
    std::string const text = long_text();
    for (auto const& stored : {text, gzip_of(text), zip_of({{"a.csv", text}})}) {
        WrittenText const file("given.bin", stored);
        ByteStream stream(file.path());
        EXPECT_EQ(stream.head(5), text.substr(0, 5));
        EXPECT_EQ(stream.head(), text.substr(0, 65'536));
        EXPECT_EQ(stream.head(1'000'000), text.substr(0, 1'000'000));
        EXPECT_EQ(stream.head(5), text.substr(0, 5));
        EXPECT_EQ(all_of(stream), text);
    }
    WrittenText const file("short.csv", "1,2");
    ByteStream stream(file.path());
    EXPECT_EQ(stream.head(), "1,2");
    EXPECT_EQ(all_of(stream), "1,2");
    EXPECT_EQ(stream.head(), "");
}

TEST(FileOfData, MustBeThereAndNoFolder) {
    auto const said = [](std::string const& path) -> std::string {
        try {
            ByteStream stream(path);
            static_cast<void>(stream.next());
        } catch (Error const& error) {
            EXPECT_EQ(error.exit(), Exit::no_file);
            return error.what();
        }
        ADD_FAILURE() << path << " was read";
        return {};
    };
    EXPECT_TRUE(says(said("/nowhere/klines.csv"), {"/nowhere/klines.csv: does not exist"}));
    auto const folder = std::filesystem::temp_directory_path().string();
    EXPECT_TRUE(says(said(folder), {folder + ": is a folder"}));
}

}  // namespace
}  // namespace liq::data
