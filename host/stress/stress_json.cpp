#include <nlohmann/json.hpp>

#include "host/findings/report.hpp"
#include "host/report/json_values.hpp"
#include "host/revision.hpp"
#include "host/scenario/value_json.hpp"
#include "host/stress/stress_report.hpp"

namespace liq::stress {
namespace {

using Json = nlohmann::ordered_json;
using report::number_or_null;

class Document {
  public:
    explicit Document(StressResult const& result) : r_(result) {}

    [[nodiscard]] Json stress() const {
        Json json{{"scenario", r_.name},
                  {"outcome", r_.asked.outcome},
                  {"question", r_.question},
                  {"unit", r_.unit},
                  {"reach", r_.asked.reach},
                  {"paths", r_.paths},
                  {"few_paths", r_.few_paths},
                  {"seed", r_.seed},
                  {"complete", r_.complete},
                  {"reached", r_.there_already || r_.nearest >= 0},
                  {"there_already", r_.there_already},
                  {"keys", Json::array()},
                  {"base", estimate_json(r_.base)}};
        for (std::size_t key = 0; key < r_.keys.size(); ++key)
            json["keys"].push_back(key_json(key));
        json["nearest"] = Json();
        if (r_.nearest >= 0)
            json["nearest"] = point_json(r_.points[static_cast<std::size_t>(r_.nearest)]);
        json["contour"] = Json::array();
        if (r_.keys.size() == 2)
            for (auto const& point : r_.points) json["contour"].push_back(point_json(point));
        json["ends"] = Json::array();
        for (auto const& end : r_.ends)
            json["ends"].push_back({{"set", set_json(end.change)},
                                    {"at", estimate_json(end.estimate)},
                                    {"why", end.why}});
        json["not_monotone"] = Json::array();
        for (auto const& reversal : r_.reversals)
            json["not_monotone"].push_back(
                {{"from", set_json(reversal.from)},
                 {"to", set_json(reversal.to)},
                 {name_of_value() + "_from", number_or_null(reversal.probability_from)},
                 {name_of_value() + "_to", number_or_null(reversal.probability_to)}});
        json["trials"] = Json::array();
        for (auto const& trial : r_.trials)
            json["trials"].push_back({{"set", set_json(trial.change)},
                                      {"paths", trial.paths},
                                      {"at", estimate_json(trial.estimate)}});
        json["warnings"] = r_.warnings;
        return json;
    }

  private:
    /// "probability", or "value" of a number in USD.
    [[nodiscard]] std::string name_of_value() const {
        return r_.unit == "1" ? "probability" : "value";
    }

    [[nodiscard]] Json estimate_json(findings::Estimate const& e) const {
        return {{name_of_value(), number_or_null(e.probability)},
                {"standard_error", number_or_null(e.standard_error)},
                {"low", number_or_null(e.low)},
                {"high", number_or_null(e.high)}};
    }

    [[nodiscard]] Json key_json(std::size_t index) const {
        StressKey const& key = r_.keys[index];
        return {{"key", key.name},
                {"unit", key.unit},
                {"base", scenario::json_of_toml(key.toml(0))},
                {"measure", key.is_ratio ? "log_ratio" : "difference"}};
    }

    /// The values after a change, as for `--set`.
    [[nodiscard]] Json set_json(std::vector<double> const& change) const {
        Json set = Json::object();
        for (std::size_t key = 0; key < r_.keys.size(); ++key)
            set[r_.keys[key].name] = scenario::json_of_toml(r_.keys[key].toml(change[key]));
        return set;
    }

    [[nodiscard]] Json set_at(StressPoint const& point, double distance) const {
        std::vector<double> change;
        for (std::size_t key = 0; key < r_.keys.size(); ++key)
            change.push_back(point.change(key, distance));
        return set_json(change);
    }

    [[nodiscard]] Json point_json(StressPoint const& point) const {
        Crossing const& c = point.crossing;
        return {{"set", set_at(point, c.at)},
                {"set_low", c.low_open ? Json() : set_at(point, c.low)},
                {"set_high", c.high_open ? Json() : set_at(point, c.high)},
                {"direction", point.direction},
                {"change", number_or_null(c.at)},
                {"change_standard_error", number_or_null(c.standard_error)},
                {"change_low", c.low_open ? Json() : number_or_null(c.low)},
                {"change_high", c.high_open ? Json() : number_or_null(c.high)},
                {"jumps", c.jumps},
                {"at", estimate_json(c.estimate)}};
    }

    StressResult const& r_;
};

}  // namespace

std::string stress_json(StressResult const& result) {
    Json const document{{"program", "liqcascade"},
                        {"version", std::string(program_version())},
                        {"schema", findings::report_schema_major},
                        {"stress", Document(result).stress()}};
    return report::json_text(document) + "\n";
}

}  // namespace liq::stress
