/// \file
/// From the Laplace transform of a first-passage density to the distribution of the passage time.
#pragma once

#include <array>
#include <cmath>
#include <complex>

namespace liq::exact {

/// The distribution function at a time, from E[e^{-alpha tau}], the transform of its density. The
/// transform divided by alpha is inverted by the Euler method of Abate & Whitt (2006), A unified
/// framework for numerically inverting Laplace transforms, M = 18. Tested in
/// tests/exact/closed_forms_kou_test.cpp.
template <class Transform>
double distribution_from_transform(double years, Transform const& of_density) {
    constexpr int m = 18;
    double const pi = std::acos(-1.0), shift = m * std::log(10.0) / 3;
    double sum = 0, tail = 0, binomial = 1;  // of the weights of the last m terms
    std::array<double, 2 * m + 1> weight{};
    for (int k = 0; k <= m; ++k) weight[k] = 1;
    weight[0] = 0.5;
    for (int k = 0; k < m; ++k) {
        tail += std::ldexp(binomial, -m);
        binomial = binomial * (m - k) / (k + 1);
        weight[2 * m - k] = tail;
    }
    for (int k = 0; k <= 2 * m; ++k) {
        std::complex<double> const alpha = std::complex<double>{shift, pi * k} / years;
        sum += (k % 2 == 0 ? 1 : -1) * weight[k] * (of_density(alpha) / alpha).real();
    }
    return std::pow(10.0, m / 3.0) / years * sum;
}

}  // namespace liq::exact
