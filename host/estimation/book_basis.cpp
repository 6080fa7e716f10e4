#include "host/estimation/book_basis.hpp"

#include <cmath>

namespace liq::estimation {
namespace {

/// Adds what lies within the moves of the price.
/// \param value  of a coin over its entry price: the ratio, or 1 for a size in USD
void add_fuel(ReplayedStock const& stock, Side side, double ratio, double value, double price,
              ByMove& fuel) {
    if (!(ratio > 0) || !std::isfinite(ratio)) return;
    for (std::size_t i = 0; i < stock.coin.size(); ++i) {
        double const entry = std::exp(
            static_cast<double>(stock.first_bin + static_cast<std::ptrdiff_t>(i)) * entry_bin);
        double const away = (entry * ratio / price - 1) * (side == Side::long_side ? -1 : 1);
        for (std::size_t m = 0; m < fuel_moves.size(); ++m)
            if (away <= fuel_moves[m]) fuel[m] += stock.coin[i] * entry * value;
    }
}

}  // namespace

Basis basis_of(std::span<ReplayedContract const> contracts, Side side, double volume_days,
               ScoredDays const& days, double price) {
    Basis basis;
    basis.liquidated.assign(n_leverages * days.count, 0.0);
    std::vector<double> fuel;
    for (auto const& contract : contracts)
        for (std::size_t l = 0; l < n_leverages; ++l) {
            double const ratio = contract.ratio[static_cast<std::size_t>(side)][l];
            auto const stock =
                replay(contract.history, {side, leverage_menu[l], ratio, volume_days}, &fuel);
            bool const is_linear = contract.contract == Contract::linear;
            for (std::size_t i = 0; i < fuel.size(); ++i)
                if (days.of_bar[i] >= 0 && fuel[i] > 0)
                    basis.liquidated[l * days.count + static_cast<std::size_t>(days.of_bar[i])] +=
                        is_linear ? fuel[i] : fuel[i] / ratio;
            add_fuel(stock, side, ratio, is_linear ? ratio : 1.0, price, basis.fuel[l]);
        }
    return basis;
}

std::vector<double> liquidated_with(ByLeverage const& weight, Basis const& basis) {
    std::vector<double> sum(basis.n_days(), 0.0);
    for (std::size_t l = 0; l < n_leverages; ++l) {
        auto const column = basis.of(l);
        for (std::size_t d = 0; d < sum.size(); ++d) sum[d] += weight[l] * column[d];
    }
    return sum;
}

ByMove fuel_with(ByLeverage const& weight, Basis const& basis) {
    ByMove sum{};
    for (std::size_t l = 0; l < n_leverages; ++l)
        for (std::size_t m = 0; m < sum.size(); ++m) sum[m] += weight[l] * basis.fuel[l][m];
    return sum;
}

}  // namespace liq::estimation
