#include "host/cli/choices.hpp"

#include "kernels/backend.hpp"
#include "kernels/cpu/tile_engine.hpp"

namespace liq::cli {

void take_one_of(CLI::Option& option, std::vector<std::string> const& words) {
    std::string shown;
    for (std::string const& word : words) shown += (shown.empty() ? "" : "|") + word;
    option.check(CLI::IsMember(words).description(""))->type_name(shown);
}

std::vector<std::string> instruction_sets() {
    std::vector<std::string> names{BackendChoice{}.instructions};
    for (TileEngine const& engine : tile_engines()) names.emplace_back(engine.instructions);
    return names;
}

}  // namespace liq::cli
