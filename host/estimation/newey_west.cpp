#include "host/estimation/newey_west.hpp"

#include <cmath>
#include <eigen3/Eigen/Dense>

namespace liq::estimation {

using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

std::vector<std::vector<double>> influence_of(RegressionRows const& rows,
                                              std::vector<double> const& coefficients) {
    auto const n = static_cast<Eigen::Index>(rows.y.size());
    auto const k = static_cast<Eigen::Index>(rows.n_regressors);
    Eigen::Map<Rows const> const x(rows.x.data(), n, k);
    Eigen::Map<Eigen::VectorXd const> const y(rows.y.data(), n);
    Eigen::Map<Eigen::VectorXd const> const b(coefficients.data(), k);
    Eigen::VectorXd const residual = y - x * b;
    Eigen::MatrixXd const inverse =
        (x.transpose() * x).ldlt().solve(Eigen::MatrixXd::Identity(k, k));
    double const sum = residual.squaredNorm(), mean = sum / static_cast<double>(n);
    std::vector<std::vector<double>> influence;
    for (Eigen::Index i = 0; i < n; ++i) {
        Eigen::VectorXd const moved = inverse * x.row(i).transpose() * residual[i];
        auto& row = influence.emplace_back(moved.data(), moved.data() + k);
        row.push_back((residual[i] * residual[i] - mean) / sum);
    }
    return influence;
}

std::vector<double> newey_west(std::vector<std::vector<double>> const& influence,
                               std::size_t lags) {
    if (influence.empty()) return {};
    std::size_t const n = influence.size(), k = influence.front().size();
    std::vector<double> covariance(k * k, 0);
    for (std::size_t lag = 0; lag <= lags && lag < n; ++lag) {
        double const weight = 1 - static_cast<double>(lag) / static_cast<double>(lags + 1);
        for (std::size_t t = lag; t < n; ++t)
            for (std::size_t i = 0; i < k; ++i)
                for (std::size_t j = 0; j < k; ++j) {
                    double const product = weight * influence[t][i] * influence[t - lag][j];
                    covariance[i * k + j] += product;
                    if (lag > 0) covariance[j * k + i] += product;
                }
    }
    return covariance;
}

}  // namespace liq::estimation
