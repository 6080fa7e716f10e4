#include <array>
#include <cstdint>

#include "host/findings/not_known.hpp"
#include "host/revision.hpp"
#include "host/storage/writer.hpp"
#include "host/stress/stress_report.hpp"

namespace liq::stress {
namespace {

using Values = std::vector<double>;

class File {
  public:
    explicit File(StressResult const& result) : r_(result) {}

    std::vector<std::byte> bytes() {
        attributes();
        keys("/");
        trials();
        points();
        ends();
        return writer_.finish();
    }

  private:
    void text(char const* name, std::string const& value) {
        writer_.attribute("/", name, std::string_view(value));
    }
    void flag(char const* name, bool value) {
        writer_.attribute("/", name, std::int64_t{value ? 1 : 0});
    }

    void attributes() {
        text("filetype", stress_filetype);
        std::array<std::int32_t, 2> const version{stress_schema_major, stress_schema_minor};
        writer_.attribute("/", "schema_version", version);
        text("program_version", std::string(program_version()));
        text("scenario", r_.name);
        text("outcome", r_.asked.outcome);
        text("question", r_.question);
        text("unit", r_.unit);
        writer_.attribute("/", "reach", r_.asked.reach);
        writer_.attribute("/", "paths", r_.paths);
        writer_.attribute("/", "few_paths", r_.few_paths);
        writer_.attribute("/", "seed", r_.seed);
        flag("complete", r_.complete);
        flag("reached", r_.there_already || r_.nearest >= 0);
        flag("there_already", r_.there_already);
        writer_.attribute("/", "nearest", std::int64_t{r_.nearest});
        std::string set, warnings;
        for (auto const& one : r_.set) set += (set.empty() ? "" : "\n") + one;
        for (auto const& one : r_.warnings) warnings += (warnings.empty() ? "" : "\n") + one;
        text("set", set);
        text("warnings", warnings);
    }

    /// The axis of the keys in a group.
    void keys(std::string const& group) {
        std::vector<std::string> names, units, measures, base;
        for (StressKey const& key : r_.keys) {
            names.push_back(key.name);
            units.push_back(key.has_sides() ? "1" : key.unit);
            measures.emplace_back(key.is_ratio ? "log_ratio" : "difference");
            base.push_back(key.toml(0));
        }
        std::string const at = group == "/" ? "/" : group + "/";
        writer_.scale(at + "key", names, {"", "key of the scenario that is varied"});
        if (group != "/") return;
        writer_.variable("/key_unit", {"key"}, units, {"", "unit of its values"});
        writer_.variable(
            "/key_measure", {"key"}, measures,
            {"", "what a change is: log_ratio or difference of the value to the base"});
        writer_.variable("/key_base", {"key"}, base, {"", "value in the scenario, TOML"});
    }

    /// What stands along an axis of places: changes, values, and an estimate.
    struct Places {
        std::string group, axis, meaning;
        std::vector<std::vector<double>> changes;
        std::vector<findings::Estimate> estimates;
    };

    void write(Places const& places) {
        writer_.group(places.group);
        std::vector<std::int64_t> number(places.changes.size());
        for (std::size_t i = 0; i < number.size(); ++i) number[i] = static_cast<std::int64_t>(i);
        writer_.scale(places.group + "/" + places.axis, number, {"1", places.meaning});
        keys(places.group);
        Values change, value, estimate, error, low, high;
        for (auto const& one : places.changes)
            for (std::size_t key = 0; key < r_.keys.size(); ++key) {
                change.push_back(one[key]);
                value.push_back(r_.keys[key].value(one[key]));
            }
        for (findings::Estimate const& e : places.estimates) {
            estimate.push_back(e.probability);
            error.push_back(e.standard_error);
            low.push_back(e.low);
            high.push_back(e.high);
        }
        auto const put = [&](char const* name, storage::Dimensions const& axes,
                             Values const& values, std::string_view units, char const* what) {
            writer_.variable(places.group + "/" + name, axes, values, {units, what});
        };
        put("change", {places.axis, "key"}, change, "", "change, in the measure of the key");
        put("key_value", {places.axis, "key"}, value, "",
            "value after the change, in the unit of the key; of a key with two sides the factor");
        put("value", {places.axis}, estimate, r_.unit, "what is asked about, with this change");
        put("standard_error", {places.axis}, error, r_.unit, "standard error");
        put("low", {places.axis}, low, r_.unit, "low end of the 95 % interval");
        put("high", {places.axis}, high, r_.unit, "high end of the 95 % interval");
    }

    void trials() {
        Places places{
            "/trials", "trial", "simulation, in the order in which they were made", {}, {}};
        std::vector<std::uint64_t> paths;
        for (StressTrial const& trial : r_.trials) {
            places.changes.push_back(trial.change);
            places.estimates.push_back(trial.estimate);
            paths.push_back(trial.paths);
        }
        write(places);
        writer_.variable("/trials/paths", {"trial"}, paths, {"1", "paths of the simulation"});
    }

    void points() {
        Places places{"/points",
                      "point",
                      "place where the value is reached, along the contour of two keys",
                      {},
                      {}};
        Values size, error, low, high;
        std::vector<std::int8_t> jumps;
        for (StressPoint const& point : r_.points) {
            Crossing const& c = point.crossing;
            std::vector<double>& change = places.changes.emplace_back();
            for (std::size_t key = 0; key < r_.keys.size(); ++key)
                change.push_back(point.change(key, c.at));
            places.estimates.push_back(c.estimate);
            size.push_back(c.at);
            error.push_back(c.standard_error);
            low.push_back(c.low_open ? findings::not_known : c.low);
            high.push_back(c.high_open ? findings::not_known : c.high);
            jumps.push_back(c.jumps ? 1 : 0);
        }
        write(places);
        auto const put = [&](char const* name, Values const& values, char const* what) {
            writer_.variable(std::string("/points/") + name, {"point"}, values, {"1", what});
        };
        put("size", size, "root of the sum of the squares of the changes");
        put("size_standard_error", error, "its standard error; NaN: not known");
        put("size_low", low, "low end of its 95 % interval; NaN: open");
        put("size_high", high, "high end of its 95 % interval; NaN: open");
        writer_.flags("/points/jumps", {"point"}, jumps,
                      {"", "the value jumps over the asked one"});
    }

    void ends() {
        Places places{"/ends", "end", "end of a line along which it is not reached", {}, {}};
        std::vector<std::string> why;
        for (StressEnd const& end : r_.ends) {
            places.changes.push_back(end.change);
            places.estimates.push_back(end.estimate);
            why.push_back(end.why);
        }
        write(places);
        writer_.variable("/ends/why", {"end"}, why, {"", "why the line ends there"});
    }

    StressResult const& r_;
    storage::Writer writer_;
};

}  // namespace

std::vector<std::byte> stress_file(StressResult const& result) {
    return File(result).bytes();
}

}  // namespace liq::stress
