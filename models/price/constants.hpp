/// \file
/// The exponential function in double precision, for the constants of models and for rare code.
/// Only IEEE + and *, so that every machine gets the same bits from it, which a C library does not
/// promise.
#pragma once

#include "models/core/host_device.hpp"

namespace liq::inline LIQ_TARGET {

/// x = reduced 2^halvings with |reduced| <= 1/2, for |x| <= 2^10.
struct Halved {
    double reduced;
    int halvings;
};
LIQ_HD Halved halved(double x) {
    Halved result{x, 0};
    while (result.reduced > 0.5 || result.reduced < -0.5) {
        result.reduced *= 0.5;
        ++result.halvings;
    }
    return result;
}

/// e^x - 1 for |x| <= 1/2 by Taylor's series; the first term left out is below 1e-17 of the sum.
LIQ_HD double exp_less_1_near_0(double x) {
    double sum = 0;
    for (int n = 15; n >= 1; --n) sum = (1 + sum) * (x / n);
    return sum;
}

/// e^x - 1, without the loss of digits near 0; |x| <= 700. Relative error below 1e-13.
LIQ_HD double exp_less_1(double x) {
    Halved const h = halved(x);
    double y = exp_less_1_near_0(h.reduced);
    for (int i = 0; i < h.halvings; ++i) y *= 2 + y;  // (1 + y)^2 - 1
    return y;
}

/// e^x for |x| <= 700. Relative error below 1e-12.
LIQ_HD double exp_in_double(double x) {
    Halved const h = halved(x);
    double y = 1 + exp_less_1_near_0(h.reduced);
    for (int i = 0; i < h.halvings; ++i) y *= y;
    return y;
}

}  // namespace liq::inline LIQ_TARGET
