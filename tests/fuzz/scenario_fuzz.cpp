// Scenarios. The files that they name are not opened.
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/resolved_text.hpp"
#include "tests/fuzz/target.hpp"

namespace liq::fuzz {
namespace {

void read(std::string_view bytes) {
    auto const scenario = scenario::parse_scenario(bytes, "given.toml");
    // Checkpoints and reports hold this text instead of the scenario.
    std::string const text = scenario::resolved_text(scenario);
    try {
        auto const again = scenario::parse_scenario(text, "given.toml");
        expect(scenario::resolved_text(again) == text, "a scenario changes when it is read again");
    } catch (Error const& error) {
        fail(std::string("a scenario that was accepted is refused when it is read again: ") +
             error.what());
    }
}

}  // namespace

Target const scenario_target{"scenario", read};

}  // namespace liq::fuzz
