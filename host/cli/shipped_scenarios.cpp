#include "host/cli/shipped_scenarios.hpp"

#include <array>
#include <string>
#include <system_error>

#include "host/errors.hpp"

namespace liq::cli {

std::filesystem::path shipped_scenario(std::string const& name) {
    namespace fs = std::filesystem;
    std::error_code unreadable;
    fs::path const folder = fs::read_symlink("/proc/self/exe", unreadable).parent_path();
    std::array<fs::path, 3> const places{folder / "../share/liqcascade/scenarios",
                                         folder / "../scenarios", fs::path{LIQ_SCENARIO_DIR}};
    std::string looked;
    for (fs::path const& place : places) {
        fs::path const file = (place / name).lexically_normal();
        if (fs::exists(file, unreadable)) return file;
        looked += "\n  " + file.string();
    }
    throw Error(Exit::no_file,
                "the scenario " + name +
                    " was not found. Install the program again, or run a scenario of "
                    "your own with `liqcascade run`. These files do not exist:" +
                    looked);
}

}  // namespace liq::cli
