/// \file
/// Double-exponential jumps on a diffusion: a return is a mixture of normal laws with Erlang parts
/// over its number of jumps (Kou 2002, appendix B).

#include <cmath>
#include <map>

#include "host/estimation/kou_sample.hpp"
#include "host/estimation/law_fit.hpp"
#include "host/estimation/laws/laws.hpp"

namespace liq::estimation {
namespace {

constexpr std::size_t n_jump_parameters = 4;

/// Calls take(i, law of return i without knowing its jumps).
template <class Take>
void for_each_return(Returns const& returns, std::span<double const> value, Take const& take) {
    TwoSidedJumps const jumps{value[3], value[4], value[5]};
    std::map<double, std::vector<double>> counts;
    std::size_t most = 0;
    for (double const years : returns.years) {
        auto& count = counts[years];
        if (count.empty()) count = jump_counts(value[2] * years);
        most = std::max(most, count.size() - 1);
    }
    ErlangWeights const weights(jumps, most);
    GivenJumps given(weights);
    for (std::size_t i = 0; i < returns.size(); ++i) {
        auto const& laws = given.of(returns.move[i], returns.years[i], value[0], value[1], jumps);
        auto const& count = counts[returns.years[i]];
        Likelihood all;
        for (std::size_t n = 0; n < count.size(); ++n) {
            all.density += count[n] * laws[n].density;
            all.below += count[n] * laws[n].below;
        }
        take(i, all);
    }
}

LawFit fit(Sample const& sample, DrawTerms const& terms) {
    Returns const& returns = sample.returns;
    require_moves(returns);
    auto const coordinates = kou_coordinates(returns);
    Contributions const contributions = [&](std::span<double const> value,
                                            std::vector<double>& parts) {
        parts.resize(returns.size());
        for_each_return(returns, value, [&](std::size_t i, Likelihood const& law) {
            parts[i] = std::log(law.density);
        });
    };
    auto const maximum = maximise(coordinates, contributions, kou_starts(returns));
    auto found = law_fit("kou", sample, coordinates, maximum, terms, [](auto const& value) {
        return value[1] * value[1] / 2 +
               value[2] * two_sided_jump_excess(value[3], value[4], value[5]);
    });
    auto const gain = found.log_likelihood - gbm_log_likelihood(returns);
    auto const warnings = jump_warnings(gain, n_jump_parameters);
    found.warnings.insert(found.warnings.begin(), warnings.begin(), warnings.end());
    std::vector<double> probabilities(returns.size());
    for_each_return(returns, maximum.values(),
                    [&](std::size_t i, Likelihood const& law) { probabilities[i] = law.below; });
    found.test = uniform_test(std::move(probabilities));
    found.test.of = "returns against the mixture";
    return found;
}

}  // namespace

PriceLaw const kou_law{"kou", "two-sided exponential jumps at a constant rate", fit};

}  // namespace liq::estimation
