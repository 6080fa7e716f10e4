/// \file
/// What a price law is to `calibrate price`, and what its fit says.
///
/// A new law is one file in laws/, one line in price_laws.cpp and a test beside those of the
/// others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "host/data/price_history.hpp"
#include "host/estimation/goodness_of_fit.hpp"
#include "host/estimation/maximum_likelihood.hpp"
#include "host/estimation/returns.hpp"

namespace liq::estimation {

/// What laws are fitted to: a window of the past.
struct Sample {
    data::PriceHistory const* history = nullptr;
    std::int64_t until = 0;  ///< Unix s
    int days = 0;
    Returns returns;
};

struct DrawTerms {
    std::size_t n = 0;
    std::uint64_t seed = 1;
};

/// A number that follows from parameters.
struct Figure {
    std::string name;  ///< as JSON has it
    double value = 0;
    std::string unit, meaning;
};

struct LawFit {
    std::string law;                  ///< word of price.model
    std::vector<Estimate> estimates;  ///< keys of [price], without drift
    /// Drift with which the expected log return is 0: for most paths the price neither rises nor
    /// falls.
    double median_drift = 0;
    std::string fitted_to;  ///< "8,759 returns of 1 h"
    std::size_t n = 0;      ///< observations
    std::size_t n_parameters = 0;
    double log_likelihood = 0, aic = 0, bic = 0;
    GoodnessOfFit test;
    std::vector<Figure> figures;
    std::vector<std::string> warnings;
    std::vector<std::vector<double>> draws;  ///< of the estimates, in their order
    std::vector<double> drift_draws;         ///< of median_drift
};

struct PriceLaw {
    char const* name;     ///< word of price.model
    char const* meaning;  ///< one line
    /// \throws Error(Exit::bad_input) where the sample gives no such law; the message has no place
    LawFit (*fit)(Sample const& sample, DrawTerms const& draws);
};

/// All laws, in the order in which they are printed.
std::span<PriceLaw const* const> price_laws();

}  // namespace liq::estimation
