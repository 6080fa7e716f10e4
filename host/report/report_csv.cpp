#include "host/report/report_csv.hpp"

#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

#include "host/errors.hpp"
#include "host/report/batch_table.hpp"
#include "host/report/tails_sheet.hpp"
#include "host/words/sheet.hpp"

namespace liq::report {
namespace {

using words::Sheet;
using Kind = Sheet::Kind;
using Cells = std::vector<Sheet::Cell>;

/// A table whose rows begin with the index and the name of a run.
class OfRuns {
  public:
    explicit OfRuns(std::vector<Sheet::Column> columns)
        : sheet_({{"run", "run", Kind::number}, {"name", "name"}}) {
        for (Sheet::Column& column : columns) sheet_.column(std::move(column));
    }
    /// \param rows  called as rows(run, add), where add takes the cells of a row
    template <class Rows>
    std::string csv(findings::Report const& report, Rows const& rows) {
        for (std::size_t i = 0; i < report.runs.size(); ++i) {
            findings::RunFindings const& run = report.runs[i].findings;
            rows(run, [&](Cells cells) {
                std::string name = run.variant.empty() ? run.name : run.name + " " + run.variant;
                cells.insert(cells.begin(),
                             {Sheet::Cell(static_cast<double>(i)), Sheet::Cell(std::move(name))});
                sheet_.row(std::move(cells));
            });
        }
        return sheet_.csv();
    }

  private:
    Sheet sheet_;
};

Sheet::Column text(char const* name) {
    return {name, name};
}

Sheet::Column number(char const* name, char const* error = "") {
    return {name, name, Kind::number, 0, error};
}

std::string outcomes(findings::Report const& report) {
    OfRuns table({text("event"), text("outcome"), text("question"), text("given"),
                  number("probability", "standard_error"), number("low"), number("high"),
                  number("probability_without_cascade"),
                  number("cascade_effect", "cascade_effect_standard_error"),
                  number("difference_to_base", "difference_to_base_standard_error"),
                  number("step_error", "step_error_standard_error"), number("mean_days")});
    return table.csv(report, [](auto const& run, auto const& add) {
        for (findings::OutcomeFinding const& o : run.outcomes) {
            findings::Estimate const& e = o.with_cascade;
            add({o.event,
                 o.outcome,
                 run.asset + " " + o.question,
                 o.given,
                 {e.probability, e.standard_error},
                 e.low,
                 e.high,
                 o.without_cascade.probability,
                 {o.cascade_effect, o.cascade_effect_standard_error},
                 {o.difference_to_base, o.difference_to_base_standard_error},
                 {o.step_error, o.step_error_standard_error},
                 o.mean_days});
        }
    });
}

std::string limits(findings::Report const& report) {
    OfRuns table({text("metric"), text("unit"), number("value"), number("low"), number("high"),
                  number("warn"), number("max"), text("state")});
    return table.csv(report, [](auto const& run, auto const& add) {
        for (findings::LimitFinding const& limit : run.limits)
            add({limit.metric, limit.unit, limit.value, limit.low, limit.high, limit.warn,
                 limit.max, limit.state});
    });
}

std::string positions(findings::Report const& report) {
    std::vector<Sheet::Column> columns{text("position"),     text("what_if"),
                                       text("side"),         text("venue"),
                                       number("notional"),   number("entry"),
                                       number("margin"),     number("liquidation_price"),
                                       number("liquidated"), number("liquidated_without_cascade")};
    for (auto const& statistic : findings::profit_statistics)
        columns.push_back(number(statistic.name));
    OfRuns table(std::move(columns));
    return table.csv(report, [](auto const& run, auto const& add) {
        if (!run.portfolio) return;
        for (auto const* subjects : {&run.portfolio->positions, &run.portfolio->totals})
            for (findings::SubjectFinding const& s : *subjects) {
                Cells cells{s.name,
                            s.what_if,
                            s.side,
                            s.venue,
                            s.notional,
                            s.entry,
                            s.margin,
                            s.liquidation_price,
                            s.fate[0].liquidated.probability,
                            s.fate[1].liquidated.probability};
                for (double const value : s.profit[0][0].all) cells.emplace_back(value);
                add(std::move(cells));
            }
    });
}

std::string prices(findings::Report const& report) {
    OfRuns table(
        {number("time"), number("quantile"), number("price"), number("price_without_cascade")});
    return table.csv(report, [](auto const& run, auto const& add) {
        std::size_t const n = run.quantile.size();
        auto const at = [](std::vector<double> const& values, std::size_t i) {
            return i < values.size() ? values[i] : Sheet::nothing;
        };
        for (std::size_t t = 0; t < run.time.size(); ++t)
            for (std::size_t q = 0; q < n; ++q)
                add({run.time[t], run.quantile[q], at(run.price_quantile, t * n + q),
                     at(run.price_quantile_without_cascade, t * n + q)});
    });
}

std::string warnings(findings::Report const& report) {
    OfRuns table({text("warning")});
    return table.csv(report, [](auto const& run, auto const& add) {
        for (auto const* list : {&run.warnings, &run.warnings_of_the_day})
            for (std::string const& warning : *list) add({warning});
    });
}

}  // namespace

void require_table(std::string const& table, std::string const& sort, std::size_t n_runs) {
    require(table != "prices" || n_runs == 1,
            "--csv prices: is a table of one run, and there are " + std::to_string(n_runs) +
                "; accepted: `report show REPORT.h5 --run N --csv prices`");
    require(sort.empty() || table.empty() || table == "runs",
            "--sort: sorts the table of the runs, not " + table +
                "; accepted: --csv runs, or no --csv");
}

std::string report_csv(findings::Report const& report, std::string const& table,
                       std::string const& sort) {
    require_table(table, sort, report.runs.size());
    if (table == "runs") {
        Sheet sheet = batch_table(report).sheet;
        if (!sort.empty()) sort_by(sheet, sort);
        return sheet.csv();
    }
    if (table == "tails") {
        std::vector<std::size_t> runs(report.runs.size());
        std::iota(runs.begin(), runs.end(), 0);
        return tails_sheet(report, runs).csv();
    }
    if (table == "outcomes") return outcomes(report);
    if (table == "limits") return limits(report);
    if (table == "positions") return positions(report);
    if (table == "prices") return prices(report);
    return warnings(report);
}

}  // namespace liq::report
