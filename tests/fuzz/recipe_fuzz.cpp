// Recipes of `market build`. The files that they name are not opened.
#include "host/building/recipe.hpp"
#include "tests/fuzz/target.hpp"

namespace liq::fuzz {
namespace {

void read(std::string_view bytes) {
    read_as_file(bytes, [](std::string const& path) {
        building::Recipe const recipe = building::read_recipe(path);
        expect(!recipe.venues.empty(), "a recipe without a venue is accepted");
    });
}

}  // namespace

Target const recipe_target{"recipe", read};

}  // namespace liq::fuzz
