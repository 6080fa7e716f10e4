/// \file
/// Maximum likelihood: the optimum, its standard errors, and which parameters the data do not tell.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace liq::estimation {

/// The scale on which a parameter is sought and its error is normal.
enum class Scale : std::uint8_t { plain, log, logit };

struct Coordinate {
    std::string name;
    Scale scale = Scale::plain;
    double low = 0, high = 0;  ///< bounds of what is tried; logit: within 0 and 1
};

/// One parameter at the optimum.
struct Estimate {
    std::string name;
    double value = 0;
    double error = 0;  ///< standard error; NaN where it is not identified
    bool identified = true;
    std::string why_not;  ///< in words, where it is not identified
};

struct Maximum {
    std::vector<Estimate> estimates;
    double log_likelihood = 0;
    /// Covariance on the scales of the coordinates, row after row; zeros for what is not
    /// identified.
    std::vector<double> covariance;

    [[nodiscard]] std::vector<double> values() const;
};

/// Log likelihood of each observation, given all parameters in order. What is not finite counts as
/// impossible.
using Contributions = std::function<void(std::span<double const> values, std::vector<double>&)>;

/// How the covariance is made.
enum class ErrorsFrom : std::uint8_t {
    hessian,  ///< inverse of the observed information
    sandwich  ///< White (1982): the likelihood is that of a nearby law
};

/// The largest sum of contributions, by NLopt's BOBYQA (Powell 2009) from each of the starts, and
/// then once more from the best. A parameter is not identified at a bound, where the likelihood is
/// flat in it, or where its error is larger than its value (log) or its range (logit).
/// \param starts  at least one, within the bounds
Maximum maximise(std::vector<Coordinate> const& coordinates, Contributions const& contributions,
                 std::vector<std::vector<double>> const& starts,
                 ErrorsFrom errors = ErrorsFrom::hessian);

/// Draws of the parameters: normal on the scales of the coordinates, cut to the bounds. Draw i of
/// seed s is always the same. What is not identified keeps its value.
/// \return draw after draw
std::vector<std::vector<double>> draws_of(std::vector<Coordinate> const& coordinates,
                                          Maximum const& maximum, std::size_t n,
                                          std::uint64_t seed);

/// Draws from a normal law.
/// \param covariance  row after row
std::vector<std::vector<double>> normal_draws(std::vector<double> const& mean,
                                              std::vector<double> const& covariance, std::size_t n,
                                              std::uint64_t seed);

}  // namespace liq::estimation
