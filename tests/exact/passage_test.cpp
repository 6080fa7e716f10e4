// When a Brownian bridge passes a level (models/price/passage.hpp): given its extreme, against the
// density that the header states, and over all extremes, against that of the first passage.
#include "models/price/passage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace liq::tests {
namespace {

/// A distribution on (0, 1) by its density, up to a factor, on a grid of ln(t/(1 - t)).
template <class Density>
class Distribution {
  public:
    explicit Distribution(Density const& log_density) {
        std::vector<double> log_mass(n);
        for (int i = 0; i < n; ++i) {
            double const y = at(i + .5);
            // t (1 - t) is dt/dy; both t and 1 - t without loss
            double const t = 1 / (1 + std::exp(-y)), rest = 1 / (1 + std::exp(y));
            log_mass[static_cast<std::size_t>(i)] = log_density(t, rest) + std::log(t * rest);
        }
        double const most = *std::max_element(log_mass.begin(), log_mass.end());
        double sum = 0;
        for (double const log : log_mass) below_.push_back(sum += std::exp(log - most));
    }
    /// The share below t.
    [[nodiscard]] double below(double t) const {
        double const y = std::log(t / (1 - t)), place = (y - first) / width;
        if (place <= 0) return 0;
        if (place >= n) return 1;
        auto const i = static_cast<std::size_t>(place);
        double const before = i == 0 ? 0 : below_[i - 1];
        return (before + (place - std::floor(place)) * (below_[i] - before)) / below_.back();
    }

  private:
    static constexpr int n = 400'000;
    static constexpr double first = -30, width = 60. / n;
    static double at(double i) { return first + width * i; }
    std::vector<double> below_;
};

/// The largest distance between the shares of samples below a value and a distribution, times the
/// square root of their number (Kolmogorov 1933): above 1.95 for one law in a thousand.
template <class D>
double kolmogorov(std::vector<double> samples, D const& law) {
    std::sort(samples.begin(), samples.end());
    double most = 0;
    auto const n = static_cast<double>(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        double const share = law.below(samples[i]);
        most = std::max(
            {most, share - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - share});
    }
    return most * std::sqrt(n);
}

/// ln of the density of a first passage at the distance d after t, for a variance v in all.
double log_passage(double d, double t, double v) {
    return std::log(d) - 1.5 * std::log(t) - d * d / (2 * v * t);
}

class Draws {
  public:
    explicit Draws(unsigned seed) : random_(seed) {}
    double uniform() { return std::uniform_real_distribution<double>()(random_); }
    double normal() { return std::normal_distribution<double>()(random_); }
    double share(double a, double c, double v) {
        return static_cast<double>(
            passage_share(static_cast<float>(a), static_cast<float>(c), static_cast<float>(v),
                          static_cast<float>(normal()), static_cast<float>(uniform())));
    }

  private:
    std::mt19937_64 random_;
};

TEST(Passage, FollowsItsLawGivenTheExtreme) {
    struct Case {
        double a, c, v;
    };
    for (Case const& k : {Case{1e-3, 2e-3, 1e-6},
                          {5e-4, 1e-4, 4e-6},
                          {2e-3, 2e-3, 1e-7},
                          {3e-5, 1e-3, 1e-6},
                          {1e-3, 3e-5, 1e-6},
                          {.02, .05, 1e-2},
                          {1e-4, 1e-4, 1e-6}}) {
        Draws draws(7);
        std::vector<double> shares;
        for (int i = 0; i < 200'000; ++i) shares.push_back(draws.share(k.a, k.c, k.v));
        Distribution const law([&](double t, double rest) {
            return log_passage(k.a, t, k.v) + log_passage(k.c, rest, k.v);
        });
        EXPECT_LT(kolmogorov(shares, law), 1.95) << k.a << " " << k.c << " " << k.v;
    }
}

TEST(Passage, IsTheFirstOfABridgeOverAllItsExtremes) {
    double const v = 1e-6, sd = std::sqrt(v);
    for (double const end : {.4 * sd, -.9 * sd}) {  // below the beginning, and above it
        for (double const a : {.3 * sd, 1.2 * sd}) {
            Draws draws(11);
            std::vector<double> shares;
            while (shares.size() < 100'000) {
                double const apart = end;
                double const way = static_cast<double>(way_by_extreme(
                    static_cast<float>(apart), static_cast<float>(v * std::log(draws.uniform()))));
                // The extreme lies (apart + way)/2 below the beginning.
                if ((apart + way) / 2 > a) shares.push_back(draws.share(a, way - a, v));
            }
            Distribution const law([&](double t, double rest) {
                double const left = end - a;
                return log_passage(a, t, v) - .5 * std::log(rest) - left * left / (2 * v * rest);
            });
            EXPECT_LT(kolmogorov(shares, law), 1.95) << a << " " << end;
        }
    }
}

TEST(Passage, IsWhereAStraightLineIsWithoutVariance) {
    EXPECT_EQ(passage_share(.25f, .75f, 0.0f, 1.3f, .4f), .25f);
    EXPECT_NEAR(passage_share(.25f, .75f, 1e-12f, 1.3f, .4f), .25f, 1e-5f);
}

TEST(Passage, IsAShareWhateverTheNumbers) {
    for (float const a : {0.0f, 1e-30f, 1e-8f, 1e-3f, 10.0f}) {
        for (float const c : {-1e-9f, 0.0f, 1e-30f, 1e-8f, 1e-3f, 10.0f}) {
            for (float const v : {0.0f, 1e-30f, 1e-9f, 1e-3f, 100.0f}) {
                for (float const normal : {-6.3f, 1e-9f, .7f, 6.3f}) {
                    for (float const uniform : {0.0f, .5f, 1.0f}) {
                        float const t = passage_share(a, c, v, normal, uniform);
                        EXPECT_TRUE(t >= 0 && t <= 1)
                            << t << ": " << a << " " << c << " " << v << " " << normal;
                    }
                }
            }
        }
    }
    EXPECT_EQ(passage_share(0.0f, 1e-3f, 1e-6f, 1.0f, .5f), 0.0f) << "at the level already";
}

}  // namespace
}  // namespace liq::tests
