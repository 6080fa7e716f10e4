#include "host/storage/writer.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <csignal>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "host/errors.hpp"
#include "host/storage/reader.hpp"
#include "host/storage/seal.hpp"
#include "host/storage/sha256.hpp"
#include "tests/support/market_file.hpp"

namespace liq {
namespace {

using storage::Writer;
using test::TemporaryFolder;

std::string text_of(std::filesystem::path const& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// Groups with scales, columns and texts, as many as asked for.
void fill(Writer& writer, int n_groups) {
    for (int i = 0; i < n_groups; ++i) {
        std::string const group = "/group" + std::to_string(i);
        writer.group(group);
        writer.scale(group + "/time", std::vector<double>{0.0, 0.5, 1.0}, {"d", "time"});
        writer.variable(group + "/price", {"time"}, std::vector<double>{1.0, 2.0 * i, 3.0},
                        {"USD", "price"});
        writer.variable(group + "/name", {"time"}, std::vector<std::string>{"a", "b", "c"}, {});
        writer.attribute(group, "text", std::string_view("some words"));
    }
}

TEST(Writer, WritesTheSameBytesInMemoryAndOnTheDisk) {
    TemporaryFolder const folder;
    Writer in_memory;
    fill(in_memory, 200);
    EXPECT_EQ(in_memory.written().size(), 200u * 4);
    auto const bytes = in_memory.finish();

    storage::NewFile file(folder.file("r.h5"));
    Writer on_disk(file);
    fill(on_disk, 200);
    EXPECT_TRUE(on_disk.written().empty());
    on_disk.close();
    file.publish();
    std::string const text(reinterpret_cast<char const*>(bytes.data()), bytes.size());
    EXPECT_TRUE(text_of(folder.file("r.h5")) == text);
    EXPECT_EQ(storage::Reader(folder.file("r.h5")).numbers("/group150/price").values[1], 300.0);
}

TEST(Writer, GoesBackToAGroupThatItHasLeft) {
    TemporaryFolder const folder;
    storage::NewFile file(folder.file("r.h5"));
    Writer writer(file);
    fill(writer, 3);
    writer.variable("/group0/late", {"time"}, std::vector<double>{7.0, 8.0, 9.0}, {"USD", ""});
    writer.scale("/group0/side", std::vector<std::string>{"long", "short"}, {});
    std::vector<double> const six(6, 1.0), two(2, 1.0);
    writer.variable("/group0/first", {"side"}, two, {});
    writer.variable("/group0/both", {"time", "side"}, six, {});
    writer.variable("/group0/last", {"side"}, two, {});
    writer.attribute("/group0/price", "text", std::string_view("of a dataset"));
    writer.attribute("/group1", "more", std::string_view("of a group"));
    writer.close();
    file.publish();
    storage::Reader const reader(folder.file("r.h5"));
    EXPECT_EQ(reader.numbers("/group0/late").values[2], 9.0);
    std::vector<std::vector<std::string>> const along_time{{"time"}};
    EXPECT_EQ(reader.axis_names("/group0/late"), along_time);
    EXPECT_EQ(reader.axis_names("/group0/price"), along_time);
    EXPECT_EQ(reader.axis_names("/group0/both"),
              (std::vector<std::vector<std::string>>{{"time"}, {"side"}}));
    EXPECT_EQ(reader.axis_names("/group0/last"), (std::vector<std::vector<std::string>>{{"side"}}));
    EXPECT_EQ(reader.text("/group0/price", "text"), "of a dataset");
    EXPECT_EQ(reader.text("/group1", "more"), "of a group");
}

TEST(Writer, ReportsAFileThatTheDiskDoesNotTake) {
    TemporaryFolder const folder;
    std::ofstream(folder.file("r.h5")) << "old";
    std::signal(SIGXFSZ, SIG_IGN);  // as the program does
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    rlimit const limit{100'000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    std::string message;
    try {
        storage::NewFile file(folder.file("r.h5"));
        Writer writer(file);
        fill(writer, 2000);
        writer.close();
        file.publish();
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::no_file);
        message = error.what();
    }
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_NE(message.find("ulimit -f"), std::string::npos) << message;
    EXPECT_EQ(text_of(folder.file("r.h5")), "old");
    Writer after;  // HDF5 is not left with a file that it cannot close
    fill(after, 1);
    EXPECT_FALSE(after.finish().empty());
}

TEST(Writer, RefusesColumnsThatDoNotFitTheirScales) {
    Writer writer;
    writer.group("/g");
    writer.scale("/g/time", std::vector<double>{0.0, 1.0}, {});
    EXPECT_THROW(writer.variable("/g/price", {"time"}, std::vector<double>{1.0}, {}), Error);
    EXPECT_THROW(writer.variable("/g/price", {"none"}, std::vector<double>{1.0}, {}), Error);
}

TEST(Seal, IsFoundWhereverItStands) {
    TemporaryFolder const folder;
    std::string const seal(storage::seal_to_be);
    std::size_t const piece = std::size_t{1} << 20;  // in which the file is read
    for (std::size_t const before :
         {std::size_t{0}, piece - 64, piece - 63, piece - 1, piece, 3 * piece - 10}) {
        std::string const bytes = std::string(before, 'x') + seal + std::string(100, 'y');
        storage::NewFile file(folder.file("r.h5"));
        ASSERT_EQ(file.write_at(0, std::as_bytes(std::span(bytes))), 0);
        EXPECT_TRUE(storage::seal(file));
        file.publish();
        std::string expected = bytes;
        expected.replace(before, seal.size(), storage::sha256_of_text(bytes));
        EXPECT_TRUE(text_of(folder.file("r.h5")) == expected) << before;
    }
}

TEST(Seal, IsGivenUpWhenTheProgramHasToStop) {
    TemporaryFolder const folder;
    std::string const bytes(storage::seal_to_be);
    storage::NewFile file(folder.file("r.h5"));
    ASSERT_EQ(file.write_at(0, std::as_bytes(std::span(bytes))), 0);
    EXPECT_FALSE(storage::seal(file, [] { return true; }));
    file.publish();
    EXPECT_EQ(text_of(folder.file("r.h5")), bytes);
}

TEST(Seal, IsLeftOutWhereItsPlaceIsNotTheOnlyOne) {
    TemporaryFolder const folder;
    std::string const seal(storage::seal_to_be);
    for (std::string const& bytes : {std::string("none"), seal + " and " + seal}) {
        storage::NewFile file(folder.file("r.h5"));
        ASSERT_EQ(file.write_at(0, std::as_bytes(std::span(bytes))), 0);
        EXPECT_TRUE(storage::seal(file));
        file.publish();
        EXPECT_EQ(text_of(folder.file("r.h5")), bytes);
    }
}

}  // namespace
}  // namespace liq
