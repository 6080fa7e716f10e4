/// \file
/// Which weights a replay takes: those that come with the program, or those of a fit.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/building/recipe.hpp"
#include "models/core/units.hpp"

namespace liq::building {

/// Which share of the open interest of a side is held with a leverage.
struct LeverageWeight {
    double leverage;
    PerSide share;
};

/// A draw of the weights of a fit.
struct WeightDraw {
    std::array<std::vector<double>, n_sides> share;  ///< by leverage
    PerSide volume_days;
};

struct ReplayWeights {
    std::vector<LeverageWeight> weights;  ///< ascending in leverage
    PerSide volume_days;  ///< positions of leverage L turn over in this over L, days of mean volume
    std::string described;  ///< "the weights that come with the program (bitcoin, ...)"
    std::vector<WeightDraw> draws;
    std::vector<std::string> warnings;
};

/// The weights that come with the program, fitted to reported liquidations of bitcoin from November
/// 2023 to October 2024 and corrected for what feeds leave out.
std::vector<LeverageWeight> const& shipped_weights();

/// The weights that the recipe asks for.
/// \param as_of  of the snapshot; a fit that knows what came later is warned of
/// \throws Error where the fit cannot be read, or is of another asset
ReplayWeights weights_of(Recipe const& recipe, std::int64_t as_of);

}  // namespace liq::building
