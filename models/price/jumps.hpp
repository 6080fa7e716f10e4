/// \file
/// What models with jumps share: how many jumps a step has, and how large they are.
#pragma once

#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/noise.hpp"
#include "models/core/random.hpp"

namespace liq {

/// The most jumps that a step may be expected to have, lambda dt. Scenarios that ask for more are
/// refused; a self-exciting intensity does not rise beyond it.
inline constexpr double max_jumps_a_step = 512;

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// One step of one path, which is the address of the draws of its jumps.
struct PathStep {
    std::uint64_t seed;
    std::uint64_t path;
    std::uint32_t step;
};

/// The four words for two jumps of a step, two words for each. Pairs count from 0.
LIQ_HD Quartet jump_words(PathStep const& at, int pair) {
    auto const further =
        static_cast<std::uint32_t>(Stream::jump_size_beyond) + static_cast<std::uint32_t>(pair) - 1;
    Stream const stream = pair == 0 ? Stream::jump_size : static_cast<Stream>(further);
    return random_quartet(at.seed, at.path, at.step, stream);
}

/// The number of jumps of a step from one word n by inversion: the largest N with
/// P(at least N jumps) > (n + 1/2) 2^-32. Probabilities are right to 2^-33.
/// \param mean       lambda dt, at most `max_jumps_a_step`
/// \param any  1 - e^-mean, the probability of a jump
/// \param none       e^-mean
LIQ_HD int poisson_count(std::uint32_t n, double mean, double none, double any) {
    double const u = (static_cast<double>(n) + 0.5) * 0x1p-32;
    double at_least = any;
    double exactly = none;
    int count = 0;
    while (u < at_least) {  // ends: rounding leaves less than 2^-33 of at_least
        ++count;
        exactly *= mean / count;
        at_least -= exactly;
    }
    return count;
}

/// J ~ N(mean, sd^2) (Merton 1976).
class NormalJumps {
  public:
    template <class Parameters>
    explicit NormalJumps(Parameters const& p)
        : mean_(static_cast<float>(p.jump_mean)), sd_(static_cast<float>(p.jump_sd)) {}

    /// E[exp J] - 1.
    template <class Parameters>
    static double excess(Parameters const& p) {
        return exp_less_1(p.jump_mean + 0.5 * p.jump_sd * p.jump_sd);
    }

    /// The sum of so many jumps. It is normal too, and takes one word.
    LIQ_HD float sum(int count, PathStep const& at) const {
        auto const n = static_cast<float>(count);
        float const z = standard_normal(jump_words(at, 0).word[0]);
        return fused(square_root(n) * sd_, z, n * mean_);
    }

  private:
    float mean_;
    float sd_;
};

/// J goes up with probability p, and is then exponential of mean a; otherwise it goes down, and is
/// exponential of mean b (Kou 2002).
class ExponentialJumps {
  public:
    template <class Parameters>
    explicit ExponentialJumps(Parameters const& p)
        : up_probability_(p.jump_up_probability),
          up_mean_(static_cast<float>(p.jump_up_mean)),
          down_mean_(static_cast<float>(p.jump_down_mean)) {}

    /// E[exp J] - 1, written so that small jumps do not cancel.
    template <class Parameters>
    static double excess(Parameters const& p) {
        double const up = p.jump_up_mean / (1 - p.jump_up_mean);
        double const down = p.jump_down_mean / (1 + p.jump_down_mean);
        return p.jump_up_probability * up - (1 - p.jump_up_probability) * down;
    }

    /// The sum of so many jumps, which takes two words for each.
    LIQ_HD float sum(int count, PathStep const& at) const {
        float total = 0.0f;
        for (int pair = 0; 2 * pair < count; ++pair) {
            Quartet const words = jump_words(at, pair);
            total += size(words.word[0], words.word[1]);
            if (2 * pair + 1 < count) total += size(words.word[2], words.word[3]);
        }
        return total;
    }

  private:
    /// The first word decides between up and down. Its place within the interval of that decision
    /// is uniform again, and refines the probability that the second word gives. The tail therefore
    /// goes on beyond 22.9 means, which matters for the mean of exp J when the upward mean is
    /// near 1.
    LIQ_HD float size(std::uint32_t side, std::uint32_t n) const {
        double const u = (static_cast<double>(side) + 0.5) * 0x1p-32;
        bool const up = u < up_probability_;
        double const within =
            up ? u / up_probability_ : (u - up_probability_) / (1 - up_probability_);
        double const below = (static_cast<double>(n) + within) * 0x1p-32;
        float const smallest = 0x1p-100f;
        auto const tail = static_cast<float>(below);
        float const exponential = -log_e(tail < smallest ? smallest : tail);
        return up ? up_mean_ * exponential : -down_mean_ * exponential;
    }

    double up_probability_;
    float up_mean_;
    float down_mean_;
};

}  // namespace liq::inline LIQ_TARGET
