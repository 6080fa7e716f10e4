#include "host/storage/sha256.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "host/errors.hpp"
#include "tests/support/market_file.hpp"

namespace liq {
namespace {

struct Vector {
    std::string message;
    char const* digest;
};

TEST(Sha256, GivesThePublishedDigests) {
    // NIST, examples to FIPS 180-4, and the SHA-256 short-message vectors of CAVP
    Vector const vectors[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
         "lmnopqrsmnopqrstnopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
        {"\xd3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"},
        {std::string(1'000'000, 'a'),
         "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"}};
    for (auto const& [message, digest] : vectors)
        EXPECT_EQ(storage::sha256_of_text(message), digest);
}

TEST(Sha256, OfAFileEqualsThatOfItsText) {
    test::TemporaryFolder const folder;
    for (std::size_t const length : {0U, 55U, 56U, 64U, 65'536U, 200'001U}) {
        std::string const text(length, 'x');
        std::ofstream(folder.file("text"), std::ios::binary) << text;
        EXPECT_EQ(storage::sha256_of_file(folder.file("text")), storage::sha256_of_text(text))
            << length;
    }
}

TEST(Sha256, OfAFileThatIsNotThereIsAnErrorThatNamesIt) {
    try {
        storage::sha256_of_file("no/such.file");
        FAIL();
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::no_file);
        EXPECT_NE(std::string(error.what()).find("no/such.file"), std::string::npos);
    }
}

}  // namespace
}  // namespace liq
