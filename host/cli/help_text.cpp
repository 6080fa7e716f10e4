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

std::string help_footer() {
    return "Results go to standard output, everything else to standard error.\n"
           "Exit codes: 0 done, 1 failed while running, or `report verify` found a difference, 2 "
           "bad\n"
           "usage, scenario or market, 3 a limit is breached and --fail-on-limit was given, 4 the\n"
           "backend is not available, 5 a file cannot be read or written, 129/130/143 stopped by "
           "a\n"
           "signal, with the partial result saved.";
}

std::string with_single_gaps(std::string text) {
    for (auto at = text.find("\n\n\n"); at != text.npos; at = text.find("\n\n\n", at))
        text.erase(at, 1);
    return text;
}

}  // namespace liq::cli
