// Philox4x32-10: the known answers of its authors, their own code on a million inputs, and
// addresses.
#include "models/core/random.hpp"

#include <Random123/philox.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <set>

#include "tests/support/seeds.hpp"

namespace liq::tests {
namespace {

using Words = std::array<std::uint32_t, 4>;

Words words_of(Quartet const& quartet) {
    return {quartet.word[0], quartet.word[1], quartet.word[2], quartet.word[3]};
}

struct KnownAnswer {
    std::uint64_t seed, path;
    std::uint32_t quartet, stream;
    Words words;
};

// Random123, tests/kat_vectors, philox4x32 10
constexpr KnownAnswer known_answers[]{
    {0, 0, 0, 0, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {~0ull, ~0ull, ~0u, ~0u, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {0x299f31d0a4093822,
     0x85a308d3243f6a88,
     0x13198a2e,
     0x03707344,
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

TEST(Philox, GivesTheAuthorsKnownAnswers) {
    for (KnownAnswer const& k : known_answers) {
        EXPECT_EQ(words_of(random_quartet(k.seed, k.path, k.quartet, Stream{k.stream})), k.words);
    }
}

TEST(Philox, EqualsRandom123OnAMillionInputs) {
    std::mt19937_64 random(seeds[0]);
    for (int i = 0; i < 1'000'000; ++i) {
        std::uint64_t const seed = random(), path = random(), rest = random();
        auto const quartet = static_cast<std::uint32_t>(rest);
        auto const stream = static_cast<std::uint32_t>(rest >> 32);
        r123::Philox4x32 generator;
        r123::Philox4x32::ctr_type const counter = {{static_cast<std::uint32_t>(path),
                                                     static_cast<std::uint32_t>(path >> 32),
                                                     quartet, stream}};
        r123::Philox4x32::key_type const key = {
            {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
        auto const expected = generator(counter, key);
        Words const words = words_of(random_quartet(seed, path, quartet, Stream{stream}));
        for (std::size_t w = 0; w < 4; ++w) ASSERT_EQ(words[w], expected[w]) << i << ", word " << w;
    }
}

template <int Lanes>
void expect_lanes_are_paths(std::uint64_t seed, std::uint64_t first, std::uint32_t quartet) {
    QuartetOfLanes<Lanes> lanes;
    draw_quartet(lanes, {seed, first, quartet}, Stream::bridge_high);
    for (int lane = 0; lane < Lanes; ++lane) {
        Quartet const one = random_quartet(seed, first + static_cast<std::uint64_t>(lane), quartet,
                                           Stream::bridge_high);
        for (int w = 0; w < words_per_quartet; ++w) ASSERT_EQ(lanes.word[w][lane], one.word[w]);
    }
}

TEST(Philox, GivesALaneTheWordsOfItsPathWhereverTheTileBegins) {
    // Also across the carry from the low to the high half of the path index.
    for (std::uint64_t first : {0ull, 7ull, 0xfffffff0ull, 0x123456789abcdefull}) {
        for (std::uint32_t quartet : {0u, 5u, ~0u}) {
            expect_lanes_are_paths<1>(seeds[0], first, quartet);
            expect_lanes_are_paths<8>(seeds[0], first, quartet);
            expect_lanes_are_paths<32>(seeds[0], first, quartet);
        }
    }
}

TEST(Philox, GivesADrawTheSameWordsInWhateverOrderDrawsAreMade) {
    struct Address {
        std::uint64_t path;
        std::uint32_t quartet;
        Stream stream;
    };
    std::vector<Address> addresses;
    for (std::uint64_t path = 0; path < 20; ++path) {
        for (std::uint32_t quartet = 0; quartet < 20; ++quartet) {
            for (Stream stream : {Stream::diffusion, Stream::bridge_low, Stream::bridge_high}) {
                addresses.push_back({path, quartet, stream});
            }
        }
    }
    std::vector<Words> forwards;
    std::set<Words> distinct;
    for (Address const& a : addresses) {
        forwards.push_back(words_of(random_quartet(3, a.path, a.quartet, a.stream)));
        distinct.insert(forwards.back());
    }
    for (std::size_t i = addresses.size(); i-- > 0;) {
        Address const& a = addresses[i];
        EXPECT_EQ(words_of(random_quartet(3, a.path, a.quartet, a.stream)), forwards[i]);
    }
    EXPECT_EQ(distinct.size(), addresses.size()) << "every address has words of its own";
}

TEST(Philox, ChangesAboutHalfOfItsBitsWithAnyBitOfSeedPathBlockOrStream) {
    Words const base = words_of(random_quartet(1, 2, 3, Stream::diffusion));
    auto const flipped = [&](Words const& other) {
        int bits = 0;
        for (std::size_t w = 0; w < 4; ++w) bits += __builtin_popcount(base[w] ^ other[w]);
        return bits;
    };
    for (int bit = 0; bit < 64; ++bit) {
        std::uint64_t const mask = std::uint64_t{1} << bit;
        // 128 coins: 64 +- 5.7
        EXPECT_NEAR(flipped(words_of(random_quartet(1 ^ mask, 2, 3, Stream::diffusion))), 64, 30);
        EXPECT_NEAR(flipped(words_of(random_quartet(1, 2 ^ mask, 3, Stream::diffusion))), 64, 30);
        auto const narrow = static_cast<std::uint32_t>(mask);
        if (narrow == 0) continue;
        EXPECT_NEAR(flipped(words_of(random_quartet(1, 2, 3 ^ narrow, Stream::diffusion))), 64, 30);
        EXPECT_NEAR(flipped(words_of(random_quartet(1, 2, 3, Stream{narrow}))), 64, 30);
    }
}

}  // namespace
}  // namespace liq::tests
