#include "host/cli/report_schema.hpp"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "host/planning/make_plan.hpp"
#include "host/report/write_report.hpp"
#include "host/results/conclude.hpp"
#include "host/scenario/read_scenario.hpp"

namespace liq::cli {
namespace {

using Json = nlohmann::ordered_json;

/// A scenario; words in capitals stand for names.
constexpr char const* example = R"(schema = 1
name = "NAME"
market.file = "MARKET"
simulation = { paths = 1, horizon = "1d", step = "1h" }
price = { model = "gbm", volatility = 1 }
impact = { depth = 1e6, resilience = "1d" }
[[event]]
name = "EVENT"
kind = "close"
level = 1
)";

/// A table that a scenario may have.
constexpr char const* positions = R"([[position]]
name = "NAME"
side = "long"
notional = 1
entry = 1
leverage = 2
venue = "VENUE"
)";

/// Keys that add objects to a report.
std::vector<std::string> const everything{"cascade.book=living",
                                          "book.turnover=never",
                                          "impact.withdrawal.sensitivity=0.1",
                                          "waterfall.enabled=true",
                                          "waterfall.fund=0",
                                          "simulation.control_variate=true",
                                          "simulation.sampling=antithetic",
                                          "simulation.replicates=32",
                                          "simulation.paths=64",
                                          "simulation.target_standard_error=0.1",
                                          "benchmark.implied=100",
                                          "limit=[{ metric = \"EVENT.above\", max = 1 }]",
                                          "description=TEXT"};

std::shared_ptr<market::Market const> example_market(bool full) {
    auto market = std::make_shared<market::Market>();
    market->as_of = "2025-01-01T00:00:00Z";
    market->spot = 1;
    market::Venue& venue = market->venues.emplace_back();
    venue.name = "VENUE";
    venue.tiers = {{1, 0.01, 0}};
    market->entry_price = {1};
    market->leverage = {10};
    market->open_interest = {1, 1};
    if (!full) return market;
    market->sha256 = "SHA256";
    market->assumptions = "TEXT";
    market->bytes = std::make_shared<std::string const>("BYTES");
    venue.insurance_fund = 1;
    market->position_notional = {1, 1};
    market->liquidatable_share = {1, 1};
    market->leverage_class = {0};
    market->turnover = {1};
    market->target = {1, 1};
    market->known = market::KnownFuel{{1}, {1, 1}, {1, 1}, {1, 1}, 0.5};
    market->depth = market::DepthTable{{0.01}, {1}, {1}};
    return market;
}

/// A report of one path on which nothing happens.
findings::Report example_report(bool full) {
    auto const market = example_market(full);
    scenario::Scenario const scenario =
        scenario::parse_scenario(full ? std::string(example) + positions : example, "",
                                 full ? everything : std::vector<std::string>{});
    planning::PlannedRun const run = planning::plan_run(scenario, *market);
    Totals totals(run.plan.layout);
    totals.hot()[static_cast<std::size_t>(run.plan.layout.paths())] = 1;
    findings::RunFindings findings = results::conclude(scenario, *market, run, totals);
    findings.outcomes.resize(1);  // without the waterfall's
    findings.outcomes[0].outcome = "OUTCOME";
    findings.set.clear();
    findings.backend_note = "TEXT";
    if (full) {
        findings.set["KEY"] = "1";
        findings.variant = "NAME";
        findings.base = 0;
        findings.failure = "TEXT";
    }
    findings::Report report;
    report.runs.push_back({std::move(findings), market});
    return report;
}

using Name = std::pair<std::string, std::string>;

/// The objects of a report.
std::vector<storage::Written> contents(bool full, bool reproducible) {
    return report::report_objects(example_report(full), reproducible);
}

std::set<Name> names_of(std::vector<storage::Written> const& objects) {
    std::set<Name> names;
    for (auto const& object : objects) names.emplace(object.path, object.attribute);
    return names;
}

Json object_json(storage::Written const& object) {
    Json json;
    json["path"] = object.path;
    if (!object.attribute.empty()) json["attribute"] = object.attribute;
    json["type"] = object.type;
    if (object.attribute.empty()) json["dimensions"] = object.dimensions;
    if (!object.units.empty()) json["unit"] = object.units;
    if (!object.meaning.empty()) json["meaning"] = object.meaning;
    return json;
}

}  // namespace

std::string report_schema() {
    auto const lasting = names_of(contents(true, true));
    auto const always = names_of(contents(false, true));
    Json json;
    json["format"] = "liqcascade report, HDF5";
    json["schema"] = {findings::report_schema_major, findings::report_schema_minor};
    json["names"] = {
        {"000000", "the number of a run, from 0"},
        {"EVENT.OUTCOME",
         "an outcome of the scenario; EVENT.OUTCOME (2) for the second question that runs ask "
         "by the same name"},
        {"SHA256", "the SHA-256 of a market file"},
        {"set.KEY", "a key that was set; its column has the type of its values"}};
    auto objects = contents(true, false);
    // Objects about all runs are written last, but a reader needs them first.
    std::ranges::stable_partition(objects, [](auto const& object) { return object.path == "/"; });
    for (auto const& object : objects) {
        Name const name{object.path, object.attribute};
        Json entry = object_json(object);
        entry["optional"] = lasting.contains(name) && !always.contains(name);
        entry["volatile"] = !lasting.contains(name);
        json["objects"].push_back(std::move(entry));
    }
    return json.dump(2) + "\n";
}

}  // namespace liq::cli
