#include "host/batch/price_draws.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <variant>

#include "host/errors.hpp"
#include "host/storage/isolated.hpp"
#include "host/storage/reader.hpp"
#include "host/words/printable.hpp"

namespace liq::batch {
namespace {

/// Sets numbers by the names of their keys, and leaves all others as they are.
class SetNumbers {
  public:
    SetNumbers(PriceDraws const& draws, int draw) : draws_(draws), draw_(draw) {}

    std::set<std::string> found;

    void field(char const* name, double& member, Field const&) {
        auto const at = draws_.find(name);
        if (at == draws_.end()) return;
        found.insert(name);
        member = at->second[static_cast<std::size_t>(draw_)];
    }
    void field(char const* name, std::optional<double>& member, Field const& f) {
        if (!draws_.contains(name)) return;
        field(name, member.emplace(), f);
    }
    template <class Other>
    void field(char const* /*name*/, Other& /*member*/, Field const& /*field*/) {}

  private:
    PriceDraws const& draws_;
    int draw_;
};

PriceDraws read(std::filesystem::path const& file, std::string const& law, int n_draws) {
    storage::Reader const reader(file);
    std::string const group = "/draws/" + law;
    require(reader.has("/draws") && reader.has(group),
            file.string() + ": has no draws of price.model = \"" + law + "\" (" + group +
                "). Write it with `liqcascade calibrate price ... -o`?");
    PriceDraws draws;
    for (std::string const& key : reader.members(group)) {
        if (key == "draw") continue;
        auto values = reader.numbers(group + "/" + key).values;
        std::string const where = reader.place(group + "/" + key);
        require(static_cast<int>(values.size()) >= n_draws,
                where + ": has " + std::to_string(values.size()) + " draws, and " +
                    std::to_string(n_draws) + " are asked for (simulation.price_draws)");
        require(std::ranges::all_of(values, [](double value) { return std::isfinite(value); }),
                where + ": has a value that is not finite");
        draws[key] = std::move(values);
    }
    return draws;
}

}  // namespace

PriceDraws read_price_draws(scenario::Scenario const& scenario) {
    auto const& simulation = scenario.simulation;
    require(!simulation.price_fit.empty(),
            scenario.place_of("simulation.price_draws") +
                ": simulation.price_draws needs simulation.price_fit, a file of `liqcascade "
                "calibrate price`");
    auto const file = scenario.source.parent_path() / simulation.price_fit;
    std::string const law =
        std::visit([](auto const& one) { return std::string(one.name); }, scenario.price_model);
    PriceDraws const draws =
        nlohmann::json::parse(storage::in_child_process(file, [&] {
            return nlohmann::json(read(file, law, simulation.price_draws)).dump();
        })).get<PriceDraws>();
    scenario::Scenario trial = scenario;
    SetNumbers form(draws, 0);
    trial.price.describe(form);
    std::visit([&](auto& model) { model.describe(form); }, trial.price_model);
    for (auto const& [key, values] : draws)
        require(form.found.contains(key), file.string() + ": /draws/" + law + "/" +
                                              words::printable(key) + " is no number of [price]");
    return draws;
}

void set_price(PriceDraws const& draws, int draw, scenario::Scenario& scenario) {
    SetNumbers form(draws, draw);
    scenario.price.describe(form);
    std::visit([&](auto& model) { model.describe(form); }, scenario.price_model);
}

}  // namespace liq::batch
