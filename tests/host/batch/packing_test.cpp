#include "host/batch/packing.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace liq {
namespace {

TEST(Packing, GivesBackWhatWasPacked) {
    batch::Packer to;
    std::uint64_t const large = std::numeric_limits<std::uint64_t>::max();
    for (std::uint64_t const value :
         {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, large})
        to.whole(value);
    to.number(-0.1);
    to.text("a\0b");
    to.texts(std::vector<std::string>{"", "x"});
    to.texts(std::map<std::string, std::string>{{"k", "v"}});
    batch::Unpacker from(to.bytes);
    EXPECT_EQ(from.whole(), 0u);
    EXPECT_EQ(from.whole(), 127u);
    EXPECT_EQ(from.whole(), 128u);
    EXPECT_EQ(from.whole(), large);
    EXPECT_EQ(from.number(), -0.1);
    EXPECT_EQ(from.text(), std::string("a\0b"));
    EXPECT_EQ(from.texts(), (std::vector<std::string>{"", "x"}));
    EXPECT_EQ(from.map().at("k"), "v");
    EXPECT_TRUE(from.at_end());
}

TEST(Packing, RefusesEveryCutAndEveryLengthThatIsNotThere) {
    batch::Packer to;
    to.texts(std::vector<std::string>{"some", "text"});
    for (std::size_t size = 0; size < to.bytes.size(); ++size) {
        batch::Unpacker from(std::string_view(to.bytes).substr(0, size));
        EXPECT_THROW(static_cast<void>(from.texts()), Error) << size;
    }
    batch::Packer huge;
    huge.whole(std::uint64_t{1} << 60);
    EXPECT_THROW(static_cast<void>(batch::Unpacker(huge.bytes).text()), Error);
    EXPECT_THROW(static_cast<void>(batch::Unpacker(huge.bytes).texts()), Error);
    EXPECT_THROW(static_cast<void>(batch::Unpacker(std::string(11, '\xff')).whole()), Error);
}

}  // namespace
}  // namespace liq
