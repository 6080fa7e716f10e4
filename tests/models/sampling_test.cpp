// Sobol points, their scrambles, and the normals of paths that follow from them.
#include "models/core/sampling.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <set>
#include <vector>

#include "kernels/sampling_plan.hpp"
#include "models/price/gbm.hpp"
#include "tests/support/seeds.hpp"

namespace liq::tests {
namespace {

constexpr int n_dimensions = most_segments;

/// A Sobol plan with all dimensions, and its view.
struct Planned {
    SamplingPlan plan;
    SamplingView view;
    Planned(SamplingKind kind, int replicates, int steps)
        : plan(plan_sampling({kind, replicates}, steps)),
          view{.kind = kind,
               .replicates = plan.replicates,
               .steps = steps,
               .log2_segments = plan.log2_segments,
               .weights = plan.bridge_weights.data(),
               .directions = plan.directions.data()} {}
};

std::uint32_t sobol_word(SamplingView const& view, std::uint32_t point, int dimension) {
    PerLane<std::uint32_t, 1> word, points;
    points[0] = point;
    sobol_words<1>(word, &view.directions[dimension * bits_per_direction], points, 32);
    return word[0];  // bit-reversed
}

/// A word of a scrambled point, from its definition.
std::uint32_t scrambled_word(SamplingView const& view, std::uint64_t seed, std::uint64_t path,
                             int dimension) {
    auto const replicates = static_cast<std::uint64_t>(view.replicates);
    std::uint64_t const point = path / replicates;
    std::uint32_t const key =
        scramble_seed(seed, static_cast<std::uint32_t>(path % replicates), point, dimension);
    return scrambled(sobol_word(view, static_cast<std::uint32_t>(point), dimension), key);
}

TEST(Sobol, PointsAreThoseOfBoostInTheOrderOfGrayCodes) {
    Planned const planned(SamplingKind::sobol, 32, 8640);
    boost::random::sobol_engine<std::uint32_t, 32> sequence(n_dimensions);
    for (std::uint32_t n = 1; n < 20'000; ++n) {
        for (int i = 0; i < n_dimensions; ++i) {
            ASSERT_EQ(reverse_bits(sobol_word(planned.view, n ^ (n >> 1), i)), sequence())
                << "point " << n << ", dimension " << i;
        }
    }
    // So far into the sequence that all 32 direction numbers are used.
    for (std::uint32_t n : {0x80000000u, 0xfedcba98u, 0xfffffffeu}) {
        sequence.seed(n - 1);
        for (int i = 0; i < n_dimensions; ++i) {
            ASSERT_EQ(reverse_bits(sobol_word(planned.view, n ^ (n >> 1), i)), sequence())
                << "point " << n << ", dimension " << i;
        }
    }
}

TEST(Sobol, ScrambledPrefixesPutOnePointInEveryIntervalOfEveryDimension) {
    Planned const planned(SamplingKind::sobol, 8, 8640);
    for (std::uint64_t replicate : {0u, 5u}) {
        for (int i = 0; i < n_dimensions; ++i) {
            for (int k : {1, 4, 10}) {
                std::set<std::uint32_t> intervals;
                for (std::uint64_t point = 0; point < (1u << k); ++point) {
                    intervals.insert(
                        scrambled_word(planned.view, seeds[0], 8 * point + replicate, i) >>
                        (32 - k));
                }
                EXPECT_EQ(intervals.size(), 1u << k) << "dimension " << i << ", 2^" << k;
            }
        }
    }
}

// The first two dimensions are a (0, 2)-sequence: one point in every box of area 2^-k.
TEST(Sobol, ScrambledPrefixesPutOnePointInEveryBoxOfTheFirstTwoDimensions) {
    Planned const planned(SamplingKind::sobol, 8, 8640);
    int const k = 8;
    for (int a = 0; a <= k; ++a) {
        std::set<std::uint64_t> boxes;
        for (std::uint64_t point = 0; point < (1u << k); ++point) {
            std::uint64_t const x = scrambled_word(planned.view, 1, 8 * point + 3, 0);
            std::uint64_t const y = scrambled_word(planned.view, 1, 8 * point + 3, 1);
            boxes.insert((x >> (32 - a) << 32) | (y >> (32 - (k - a))));
        }
        EXPECT_EQ(boxes.size(), 1u << k) << "boxes of 2^-" << a << " x 2^-" << k - a;
    }
}

// Over scrambles each point is uniform, in its leading and in its trailing bits, and its words in
// two dimensions are independent.
TEST(Sobol, EveryPointIsUniformOverTheScrambles) {
    Planned const planned(SamplingKind::sobol, max_replicates, 8640);
    int const n_seeds = 256;
    double const n = double{n_seeds} * max_replicates;
    for (std::uint64_t point : {0u, 1u, 6u, 1023u}) {
        std::vector<double> leading(256), trailing(256), joint(256);
        for (std::uint64_t seed = 0; seed < n_seeds; ++seed) {
            for (std::uint64_t replicate = 0; replicate < max_replicates; ++replicate) {
                std::uint64_t const path = point * max_replicates + replicate;
                std::uint32_t const x = scrambled_word(planned.view, seed, path, 0);
                std::uint32_t const y = scrambled_word(planned.view, seed, path, 7);
                ++leading[x >> 24];
                ++trailing[x & 255u];
                ++joint[(x >> 28 << 4) | (y >> 28)];
            }
        }
        for (auto const& counts : {leading, trailing, joint}) {
            double chi_square = 0;
            for (double count : counts) chi_square += std::pow(count - n / 256, 2) / (n / 256);
            double const p =
                boost::math::cdf(complement(boost::math::chi_squared(255), chi_square));
            EXPECT_GT(p, .0027) << "point " << point;
        }
    }
}

TEST(Sobol, PointAndReplicateOfALaneAreQuotientAndRemainderOfItsPath) {
    for (int replicates = min_replicates; replicates <= max_replicates; ++replicates) {
        auto const divisor = static_cast<std::uint64_t>(replicates);
        std::uint64_t const turn = 123'456'789'012u * divisor;
        for (std::uint64_t first : {turn, turn + divisor / 2, turn + divisor - 1}) {
            SobolPlace const place(first, replicates);
            for (int lane = 0; lane < 32; ++lane) {
                std::uint64_t const path = first + static_cast<std::uint64_t>(lane);
                ASSERT_EQ(place.point(lane), path / divisor) << replicates;
                ASSERT_EQ(place.replicate(lane), path % divisor) << replicates;
            }
        }
    }
}

/// All normals of one path or tile, [step][lane].
template <int Lanes>
std::vector<PerLane<float, Lanes>> normals_of(SamplingView const& view, std::uint64_t seed,
                                              std::uint64_t first_path) {
    Sampling const sampling(view);
    Gbm const price({.4}, {.common = {}, .step_years = 1e-5, .returns = {}, .n_returns = 0});
    Gbm::Noise<Lanes> noise;
    Sampling::State<Lanes> state;
    std::vector<PerLane<float, Lanes>> normals;
    for (std::uint32_t quartet = 0; normals.size() < static_cast<std::size_t>(view.steps);
         ++quartet) {
        price.draw(noise,
                   {{seed, first_path, quartet}, {seed, sampling.words_of(first_path), quartet}});
        sampling.shape(state, noise, {seed, first_path, quartet});
        for (auto const& z : noise.normal) normals.push_back(z);
    }
    normals.resize(static_cast<std::size_t>(view.steps));
    return normals;
}

TEST(Sampling, OfIndependentPathsLeavesTheNormalsAsTheyAre) {
    SamplingView view;
    view.steps = 50;
    auto const normals = normals_of<1>(view, 3, 77);
    for (std::size_t step = 0; step < normals.size(); ++step) {
        auto const quartet = static_cast<std::uint32_t>(step / 4);
        Quartet const words = random_quartet(3, 77, quartet, Stream::diffusion);
        EXPECT_EQ(normals[step][0], standard_normal(words.word[step % 4]));
    }
}

TEST(Sampling, OfAntitheticPairsMirrorsTheEvenPath) {
    Planned const pairs(SamplingKind::antithetic, 8, 50);
    SamplingView independent;
    independent.steps = 50;
    auto const even = normals_of<1>(pairs.view, 3, 76), odd = normals_of<1>(pairs.view, 3, 77);
    auto const own = normals_of<1>(independent, 3, 76);
    for (std::size_t step = 0; step < even.size(); ++step) {
        EXPECT_EQ(even[step][0], own[step][0]);
        EXPECT_EQ(odd[step][0], -own[step][0]);
    }
}

TEST(Sampling, GivesALaneTheNormalsOfItsPath) {
    for (SamplingKind kind : {SamplingKind::antithetic, SamplingKind::sobol}) {
        for (int steps : {1, 3, 64, 91}) {
            Planned const planned(kind, 11, steps);
            for (std::uint64_t first : {0ull, 46ull, 11ull * 0xfffffffeull}) {
                auto const eight = normals_of<8>(planned.view, 5, first);
                auto const many = normals_of<32>(planned.view, 5, first);
                for (int lane = 0; lane < 32; ++lane) {
                    auto const one =
                        normals_of<1>(planned.view, 5, first + static_cast<std::uint64_t>(lane));
                    for (std::size_t step = 0; step < one.size(); ++step) {
                        ASSERT_EQ(many[step][lane], one[step][0]) << steps << ", path " << first;
                        if (lane < 8) {
                            ASSERT_EQ(eight[step][lane], one[step][0]) << steps;
                        }
                    }
                }
            }
        }
    }
}

TEST(Sampling, SumsOfSegmentsAreWhatTheSobolPointSays) {
    int const steps = 91;
    Planned const planned(SamplingKind::sobol, 8, steps);
    SamplingView const& view = planned.view;
    int const k = view.log2_segments;
    for (std::uint64_t path : {0u, 9u, 1'234'567u}) {
        auto const normals = normals_of<1>(view, seeds[0], path);
        for (int segment = 0; segment < 1 << k; ++segment) {
            double expected = 0;
            for (int term = 0; term <= k; ++term) {
                int const dimension = term == 0 ? 0 : ((1 << k) + segment) >> (k + 1 - term);
                expected += double{view.weights[segment * (k + 1) + term]} *
                            standard_normal(scrambled_word(view, seeds[0], path, dimension));
            }
            double sum = 0;
            for (int step = segment_start(segment, steps, k);
                 step < segment_start(segment + 1, steps, k); ++step) {
                sum += normals[static_cast<std::size_t>(step)][0];
            }
            EXPECT_NEAR(sum, expected, 2e-6) << "path " << path << ", segment " << segment;
        }
    }
}

// Segments have two or three steps. There are pairs within a segment, across its end and far apart.
TEST(Sampling, NormalsOfSobolPathsHaveUnitVarianceAndAreUncorrelated) {
    int const steps = 75, n_paths = full_run() ? 1 << 20 : 1 << 15;
    Planned const planned(SamplingKind::sobol, 8, steps);
    std::vector<double> products(static_cast<std::size_t>(steps * steps)), means(steps);
    for (int first = 0; first < n_paths; first += 32) {
        auto const z = normals_of<32>(planned.view, seeds[0], static_cast<std::uint64_t>(first));
        for (int i = 0; i < steps; ++i) {
            for (int lane = 0; lane < 32; ++lane) means[i] += double{z[i][lane]} / n_paths;
            for (int j : {i, i + 1, i + 2, i + 40}) {
                if (j >= steps) continue;
                for (int lane = 0; lane < 32; ++lane) {
                    products[i * steps + j] += double{z[i][lane]} * z[j][lane] / n_paths;
                }
            }
        }
    }
    double const error = 1 / std::sqrt(n_paths);  // of independent paths; scrambles do better
    for (int i = 0; i < steps; ++i) {
        EXPECT_NEAR(means[i], 0, 4.5 * error) << i;
        EXPECT_NEAR(products[i * steps + i], 1, 4.5 * std::sqrt(2.) * error) << i;
        for (int j : {i + 1, i + 2, i + 40}) {
            if (j >= steps) continue;
            EXPECT_NEAR(products[i * steps + j], 0, 4.5 * error) << i << ", " << j;
        }
    }
}

}  // namespace
}  // namespace liq::tests
