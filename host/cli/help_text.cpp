#include "host/cli/help_text.hpp"

#include "host/revision.hpp"
#include "kernels/cpu/tile_engine.hpp"

namespace liq::cli {

std::string version_text() {
    std::string text = "liqcascade " + std::string{program_version()} + " (git " +
                       std::string{git_revision()} + ")\nbackends: " LIQ_BACKENDS;
    text += "\ninstruction sets of the cpu backend:";
    for (TileEngine const& engine : tile_engines()) text += std::string{" "} + engine.instructions;
    return text;
}

std::string with_single_gaps(std::string text) {
    for (auto at = text.find("\n\n\n"); at != text.npos; at = text.find("\n\n\n", at))
        text.erase(at, 1);
    return text;
}

}  // namespace liq::cli
