#include <cpuid.h>
#include <immintrin.h>

#include "host/storage/sha256_rounds.hpp"

namespace liq::storage {

bool has_sha_instructions() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned sha = 1U << 29;
    return __builtin_cpu_supports("sse4.1") && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 &&
           (b & sha) != 0;
}

/// The rounds of 6.2.2 with instructions that do two of them, and four words of the schedule, at a
/// time. They want the state as the words (f, e, b, a) and (h, g, d, c), lowest first (Intel, SHA
/// Extensions, 2013).
[[gnu::target("sha,sse4.1")]] void sha256_with_instructions(Sha256State& state,
                                                            unsigned char const* chunk,
                                                            std::size_t count) {
    auto* const words = reinterpret_cast<__m128i*>(state.data());
    __m128i const big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i const cdab = _mm_shuffle_epi32(_mm_loadu_si128(words), 0xB1);
    __m128i const efgh = _mm_shuffle_epi32(_mm_loadu_si128(words + 1), 0x1B);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
    for (; count > 0; --count, chunk += 64) {
        __m128i const abef_before = abef, cdgh_before = cdgh;
        __m128i w[4];
        for (int i = 0; i < 4; ++i)
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<__m128i const*>(chunk) + i),
                                    big_endian);
        for (std::size_t i = 0; i < 16; ++i) {
            __m128i& now = w[i % 4];
            __m128i const last = w[(i + 3) % 4];
            __m128i const sum = _mm_add_epi32(
                now, _mm_loadu_si128(reinterpret_cast<__m128i const*>(&sha256_constants[4 * i])));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
            __m128i const seven_before = _mm_alignr_epi8(last, w[(i + 2) % 4], 4);
            now = _mm_sha256msg2_epu32(
                _mm_add_epi32(_mm_sha256msg1_epu32(now, w[(i + 1) % 4]), seven_before), last);
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    __m128i const feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128(words, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128(words + 1, _mm_alignr_epi8(dchg, feba, 8));
}

}  // namespace liq::storage
