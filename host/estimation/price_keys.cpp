#include "host/estimation/price_keys.hpp"

#include <algorithm>
#include <tuple>
#include <variant>

#include "host/errors.hpp"
#include "host/scenario/key_list.hpp"
#include "models/price/registry.hpp"

namespace liq::estimation {
namespace {

template <class... Parameters>
std::vector<scenario::KeyInfo> keys_of(std::string const& model,
                                       std::variant<Parameters...> const* /*all*/) {
    std::vector<scenario::KeyInfo> keys;
    scenario::KeyList list("", keys);
    PriceCommon{}.describe(list);
    auto const add = [&](auto parameters) {
        if (model == decltype(parameters)::name) parameters.describe(list);
    };
    (add(Parameters{}), ...);
    return keys;
}

}  // namespace

scenario::KeyInfo price_key(std::string const& model, std::string const& key) {
    auto const keys = keys_of(model, static_cast<PriceParameters const*>(nullptr));
    auto const found = std::ranges::find(keys, key, &scenario::KeyInfo::key);
    if (found == keys.end()) throw Error(Exit::failed, model + " has no key " + key);
    return *found;
}

}  // namespace liq::estimation
