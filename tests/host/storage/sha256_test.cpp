#include "host/storage/sha256.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>

#include "host/errors.hpp"
#include "host/storage/sha256_rounds.hpp"
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

TEST(Sha256, IsTheSameWithTheProcessorsInstructionsAndWithout) {
    if (!storage::has_sha_instructions()) GTEST_SKIP() << "this processor has none";
    std::array<unsigned char, 5 * storage::sha256_chunk> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(i * 37);
    storage::Sha256State with{1, 2, 3, 4, 5, 6, 7, 0xffffffff}, without = with;
    storage::sha256_with_instructions(with, bytes.data(), 5);
    storage::sha256_plainly(without, bytes.data(), 5);
    EXPECT_EQ(with, without);
}

TEST(Sha256, OfPiecesIsThatOfTheWhole) {
    std::string const text = std::string(200, 'x') + std::string(77, 'y');
    for (std::size_t const piece : {1U, 55U, 63U, 64U, 65U, 130U}) {
        storage::Sha256 sum;
        for (std::size_t at = 0; at < text.size(); at += piece)
            sum.add(std::string_view(text).substr(at, piece));
        EXPECT_EQ(sum.finish(), storage::sha256_of_text(text)) << piece;
    }
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
