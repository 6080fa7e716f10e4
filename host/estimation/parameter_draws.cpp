#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <eigen3/Eigen/Dense>
#include <numbers>

#include "host/estimation/coordinates.hpp"
#include "host/estimation/maximum_likelihood.hpp"
#include "models/core/random.hpp"

namespace liq::estimation {
namespace {

/// Words of parameters: far from the streams of paths (models/core/random.hpp), so that a run over
/// draws shares no word with them.
constexpr auto parameter_stream = static_cast<Stream>(0xF0000000U);

double normal_variate(std::uint64_t seed, std::size_t draw, std::size_t which) {
    Quartet const words =
        random_quartet(seed, draw, static_cast<std::uint32_t>(which), parameter_stream);
    double const u = (static_cast<double>(words.word[0]) +
                      (static_cast<double>(words.word[1]) + 0.5) * 0x1p-32) *
                     0x1p-32;
    return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * std::min(u, 1 - 0x1p-53));
}

/// A root of a covariance that may be singular; a negative eigenvalue is rounding.
Eigen::MatrixXd root_of(std::vector<double> const& covariance, std::size_t n) {
    auto const size = static_cast<Eigen::Index>(n);
    Eigen::Map<Eigen::MatrixXd const> const matrix(covariance.data(), size, size);
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> const parts(matrix);
    return parts.eigenvectors() * parts.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
}

}  // namespace

std::vector<std::vector<double>> normal_draws(std::vector<double> const& mean,
                                              std::vector<double> const& covariance, std::size_t n,
                                              std::uint64_t seed) {
    Eigen::MatrixXd const root = root_of(covariance, mean.size());
    std::vector<std::vector<double>> draws;
    for (std::size_t draw = 0; draw < n; ++draw) {
        Eigen::VectorXd z(root.cols());
        for (Eigen::Index i = 0; i < z.size(); ++i)
            z[i] = normal_variate(seed, draw, static_cast<std::size_t>(i));
        Eigen::VectorXd const moved = root * z;
        auto& one = draws.emplace_back(mean);
        for (std::size_t i = 0; i < one.size(); ++i) one[i] += moved[static_cast<Eigen::Index>(i)];
    }
    return draws;
}

std::vector<std::vector<double>> draws_of(std::vector<Coordinate> const& coordinates,
                                          Maximum const& maximum, std::size_t n,
                                          std::uint64_t seed) {
    auto draws = normal_draws(scaled(coordinates, maximum.values()), maximum.covariance, n, seed);
    for (auto& draw : draws) {
        draw = natural(coordinates, draw);
        for (std::size_t i = 0; i < draw.size(); ++i)
            draw[i] = std::clamp(draw[i], coordinates[i].low, coordinates[i].high);
    }
    return draws;
}

}  // namespace liq::estimation
