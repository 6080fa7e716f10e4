/// \file
/// Laws of one return of a diffusion with jumps: mixtures over the number of jumps.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace liq::estimation {

/// Density, and probability of at most so much.
struct Likelihood {
    double density = 0;
    double below = 0;
};

/// Numbers of jumps beyond this one are counted as it.
inline constexpr std::size_t most_jumps = 24;

/// Probabilities of 0, 1, ... jumps by Poisson, up to where less than 1e-12 is left; the last has
/// the rest.
std::vector<double> jump_counts(double expected);

/// Sum of n normal jumps on a normal diffusion (Merton 1976).
class NormalJumpMixture {
  public:
    /// \param mean, sd    of the diffusion in the time of the return
    /// \param expected    number of jumps in this time
    NormalJumpMixture(double mean, double sd, double expected, double jump_mean, double jump_sd);
    [[nodiscard]] double density(double move) const;
    [[nodiscard]] double below(double move) const;

  private:
    struct Part {
        double weight, mean, sd;
    };
    std::vector<Part> parts_;
};

/// Jumps that go up with probability `up` and mean `up_mean`, down otherwise.
struct TwoSidedJumps {
    double up = 0.5, up_mean = 0, down_mean = 0;
};

/// The sum of n double-exponential jumps is a mixture of Erlang laws (Kou 2002, appendix B): weight
/// of k exponential parts up, and down. Row n is of n jumps.
struct ErlangWeights {
    std::vector<std::vector<double>> up, down;
    ErlangWeights(TwoSidedJumps const& jumps, std::size_t most);
};

/// A normal move plus 0, 1, ... parts of one exponential law.
class NormalPlusErlang {
  public:
    NormalPlusErlang(double mean, double sd, TwoSidedJumps const& jumps, std::size_t most)
        : mean_(mean), sd_(sd), jumps_(jumps), most_(most) {}

    /// Density and distribution of the normal law alone (index 0) and with k = 1 ... `most` parts,
    /// up and down. (1 + a D) f_k = f_{k-1} gives the distribution: F_k = F_{k-1} - a f_k.
    void evaluate(double move, std::vector<Likelihood>& up, std::vector<Likelihood>& down) const;

  private:
    /// \param side  1 for jumps up; -1 mirrors
    void one_side(double move, double side, double part, std::vector<Likelihood>& found) const;

    double mean_, sd_;
    TwoSidedJumps jumps_;
    std::size_t most_;
};

/// The law of a return given how many jumps it has, for all numbers at once: element n of `found`
/// is of n jumps.
void given_jumps(ErlangWeights const& weights, std::vector<Likelihood> const& up,
                 std::vector<Likelihood> const& down, std::vector<Likelihood>& found);

}  // namespace liq::estimation
