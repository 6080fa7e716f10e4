#include <array>

#include "host/estimation/laws/laws.hpp"
#include "host/estimation/price_law.hpp"

namespace liq::estimation {

std::span<PriceLaw const* const> price_laws() {
    static constexpr std::array list{&gbm_law, &merton_law, &kou_law, &hawkes_law, &bates_law};
    return list;
}

}  // namespace liq::estimation
