// The commands that read one file and print its content, or make a page of it.

#include <ctime>
#include <system_error>
#include <utility>

#include "host/building/recipe.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/market_schema.hpp"
#include "host/cli/output_checks.hpp"
#include "host/cli/recipe_output.hpp"
#include "host/cli/report_schema.hpp"
#include "host/cli/results.hpp"
#include "host/errors.hpp"
#include "host/market/close_look.hpp"
#include "host/market/plausibility.hpp"
#include "host/market/read_market.hpp"
#include "host/page/page.hpp"
#include "host/page/worst_runs.hpp"
#include "host/planning/book_warnings.hpp"
#include "host/report/json.hpp"
#include "host/report/market_csv.hpp"
#include "host/report/market_text.hpp"
#include "host/report/read_report.hpp"
#include "host/report/report_csv.hpp"
#include "host/report/terminal_summary.hpp"
#include "host/scenario/schema.hpp"
#include "host/storage/output_path.hpp"

namespace liq::cli {

int market_check_command(std::string const& file, bool strict, Messages const& messages) {
    market::Market const market = market::read_market(file);
    auto warnings = planning::market_warnings(market);
    for (auto& warning : market::close_look(market)) warnings.push_back(std::move(warning));
    if (auto future = market::from_the_future(market, std::time(nullptr)))
        warnings.push_back(std::move(*future));
    for (std::string const& warning : warnings) messages.warning(warning);
    std::string const count =
        std::to_string(warnings.size()) + (warnings.size() == 1 ? " warning" : " warnings");
    require(!strict || warnings.empty(),
            file + ": has " + count + ", which --strict does not accept");
    print_result(file + ": a valid market snapshot of " + market.asset + " as of " + market.as_of +
                 ", " + count + "\n");
    return static_cast<int>(Exit::done);
}

int market_inspect_command(std::string const& file, bool json, std::string const& csv) {
    market::Market const market = market::read_market(file);
    auto const made_of = market::made_of(market);
    print_result(!csv.empty() ? report::market_csv(market, csv)
                 : json       ? report::market_json(market, made_of)
                        : report::describe_market(market, text_style(Colour::automatic), made_of));
    return static_cast<int>(Exit::done);
}

int report_show_command(std::string const& file, std::optional<std::string> const& run,
                        TableOptions const& options, Colour colour) {
    findings::Report const report = report::read_report(file, run);
    print_result(!options.csv.empty() ? report::report_csv(report, options.csv, options.sort)
                 : options.json
                     ? report::report_json(report, false)
                     : report::terminal_summary(report, text_style(colour), options.sort));
    return static_cast<int>(Exit::done);
}

int report_html_command(std::string const& file, std::string const& output) {
    require_output_is_not(output, file);
    storage::check_can_write(output);
    page::WorstRuns worst;
    findings::Report const report = report::read_report(
        file, {}, [&](std::size_t index, auto const& run) { worst.add(index, run); });
    write_whole(page::page_html(report, worst.runs()), output);
    return static_cast<int>(Exit::done);
}

int schema_command(std::string const& what) {
    print_result(what == "scenario" ? scenario::scenario_schema()
                 : what == "recipe" ? building::recipe_schema()
                 : what == "market" ? market_schema()
                                    : report_schema());
    return static_cast<int>(Exit::done);
}

}  // namespace liq::cli
