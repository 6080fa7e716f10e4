/// \file
/// A scenario as typed data: `read_scenario` returns it, planning makes a Plan of it. Members are
/// named like the TOML keys (host/interface.md). The defaults are here and nowhere else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "host/events/event.hpp"
#include "host/scenario/benchmark_section.hpp"
#include "host/scenario/limit.hpp"
#include "host/scenario/positions.hpp"
#include "host/scenario/simulation_section.hpp"
#include "models/book/parameters.hpp"
#include "models/cascade/parameters.hpp"
#include "models/core/parameter_form.hpp"
#include "models/core/units.hpp"
#include "models/impact/parameters.hpp"
#include "models/margin/waterfall_parameters.hpp"
#include "models/price/parameters.hpp"
#include "models/price/registry.hpp"

namespace liq::scenario {

/// The version of the layout of scenario files, `schema = 1`.
inline constexpr int scenario_schema_version = 1;

struct MarketSection {
    std::string file;                      ///< as written, relative to the scenario
    std::optional<double> spot;            ///< USD; the snapshot's where it is absent
    PerSide liquidatable_share{1.0, 1.0};  ///< multiplies the shares of the snapshot
    double open_interest_factor = 1.0;
    std::optional<Duration> max_age;
    std::optional<int> book_draw;  ///< of the snapshot's draws; absent: the estimate itself

    template <class Form>
    void describe(Form& form) {
        form.field("file", file,
                   {.meaning = "the market snapshot, relative to the scenario", .required = true});
        form.field("spot", spot,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "spot price at the start",
                    .default_text = "the snapshot's"});
        form.field(
            "liquidatable_share", liquidatable_share,
            {.range = unit_interval(),
             .meaning = "share of open interest that can be liquidated, times the snapshot's"});
        form.field("open_interest_factor", open_interest_factor,
                   {.range = positive(), .meaning = "multiplies all open interest"});
        form.field(
            "max_age", max_age,
            {.range = positive(),
             .meaning = "`run` warns of a snapshot that is older, and refuses it with --strict",
             .default_text = "no limit"});
        form.field("book_draw", book_draw,
                   {.range = between(0, 1e6),
                    .meaning = "positions of this draw of the snapshot (/positions/draws, from 0)",
                    .default_text = "the estimated positions themselves"});
    }
};

struct ReportSection {
    int times = 120;
    int price_bins = 200;
    int sample_paths = 20;
    std::vector<double> quantiles{0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

    template <class Form>
    void describe(Form& form) {
        form.field("times", times,
                   {.range = between(1, 4096), .meaning = "points of curves over time"});
        form.field("price_bins", price_bins,
                   {.range = between(1, 1638), .meaning = "bins of curves over price"});
        form.field("sample_paths", sample_paths,
                   {.range = between(0, 1000),
                    .meaning = "paths whose course is kept, at about 15 of the report times"});
        form.field("quantiles", quantiles,
                   {.range = {.low = 0, .high = 1, .low_open = true, .high_open = true},
                    .meaning = "quantiles of the price over time, in increasing order"});
    }
};

struct Scenario {
    std::string name;
    std::string description;
    MarketSection market;
    SimulationSection simulation;
    PriceCommon price;
    PriceParameters price_model;
    CascadeParameters cascade;
    BookParameters book;  ///< only with `cascade.book = "living"`
    ImpactParameters impact;
    WithdrawalParameters withdrawal;
    std::vector<WallParameters> walls;
    WaterfallParameters waterfall;
    BenchmarkSection benchmark;
    ReportSection report;
    std::vector<events::Event> events;
    std::vector<Limit> limits;
    PortfolioSection portfolio;
    std::vector<PositionParameters> positions;  ///< those of the tables, then those of the file

    std::filesystem::path source;       ///< the file it was read from
    std::filesystem::path market_path;  ///< market.file, resolved against `source`
    std::map<std::string, std::string>
        set;                            ///< the changes of `--set`: dotted key -> TOML value text
    std::vector<std::string> warnings;  ///< found while reading
    /// Where each key was written, for messages: dotted key, `event.NAME.up` -> "file:line:column"
    /// or "--set KEY". Keys left at their default are absent.
    std::map<std::string, std::string> places;

    /// The place where `key` was written; the name of the file for a key that was not written.
    [[nodiscard]] std::string place_of(std::string const& key) const {
        auto const found = places.find(key);
        return found == places.end() ? source.string() : found->second;
    }

    template <class Form>
    void describe(Form& form) {
        form.field("name", name,
                   {.meaning = "name of the scenario: letters, digits, - and _", .required = true});
        form.field("description", description, {.meaning = "free text"});
    }
};

}  // namespace liq::scenario
