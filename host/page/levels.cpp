#include "host/page/levels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "host/errors.hpp"
#include "host/scenario/document.hpp"
#include "host/words/numbers.hpp"

namespace liq::page {
namespace {

/// Keys of events and of their steps whose value is a price.
constexpr std::array<std::string_view, 7> level_keys{
    "up", "down", "level", "above", "below", "before_above", "before_below"};

class Levels {
  public:
    void add(std::string const& name, double at, char const* look) {
        if (!std::isfinite(at) || at <= 0) return;
        bool const known =
            std::ranges::any_of(marks, [&](Mark const& mark) { return mark.at == at; });
        if (!known)
            marks.push_back(
                {name + (name.empty() ? "" : " ") + words::price_in_words(at), at, false, look});
    }
    /// All levels in an event, also those of its steps.
    void add_from(scenario::Node const& node) {
        using Kind = scenario::Node::Kind;
        bool const is_number = node.kind == Kind::number || node.kind == Kind::integer;
        if (is_number && std::ranges::find(level_keys, node.key) != level_keys.end())
            add("", value_of(node), "level");
        for (scenario::Node const& child : node.children) add_from(child);
    }
    void add_walls(scenario::Node const& walls) {
        for (scenario::Node const& wall : walls.children)
            if (scenario::Node const* const price = wall.find("price"))
                add("wall", value_of(*price), "wall");
    }

    std::vector<Mark> marks;

  private:
    static double value_of(scenario::Node const& node) {
        return node.kind == scenario::Node::Kind::integer ? static_cast<double>(node.integer)
                                                          : node.number;
    }
};

}  // namespace

std::vector<Mark> levels_of(findings::RunFindings const& run) {
    Levels levels;
    if (run.spot > 0)
        levels.marks.push_back({"spot " + words::price(run.spot), run.spot, false, "spot"});
    try {
        scenario::Node const root = scenario::parse_document(run.scenario_text, run.name);
        if (scenario::Node const* const walls = root.find("wall")) levels.add_walls(*walls);
        if (scenario::Node const* const events = root.find("event")) levels.add_from(*events);
    } catch (Error const&) {  // a run that failed before its scenario was read
    }
    if (!run.portfolio) return levels.marks;
    for (auto const& position : run.portfolio->positions)
        if (position.what_if.empty())
            levels.add(position.name, position.liquidation_price, "position");
    return levels.marks;
}

}  // namespace liq::page
