// The commands of the program and their options. Only this folder uses CLI11.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "host/cli/backtest_command.hpp"
#include "host/cli/bench_command.hpp"
#include "host/cli/build_command.hpp"
#include "host/cli/calibrate_book_command.hpp"
#include "host/cli/calibrate_price_command.hpp"
#include "host/cli/choices.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/completion.hpp"
#include "host/cli/diff_command.hpp"
#include "host/cli/help_text.hpp"
#include "host/cli/results.hpp"
#include "host/cli/shared_options.hpp"
#include "host/cli/shipped_scenarios.hpp"
#include "host/cli/stress_command.hpp"
#include "host/cli/usage_errors.hpp"
#include "host/cli/verify_command.hpp"
#include "host/errors.hpp"
#include "host/report/market_csv.hpp"

namespace liq::cli {
namespace {

/// The words of the command line. `help COMMAND` becomes `COMMAND --help`.
std::vector<std::string> arguments(int argc, char** argv) {
    std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    if (words.empty() || words.front() != "help") return words;
    words.erase(words.begin());
    words.emplace_back("--help");
    return words;
}

/// The commands of the program, and the options that parsing fills in.
class CommandLine {
  public:
    explicit CommandLine(Messages& messages) : messages_(messages) {
        app_.require_subcommand(1);
        app_.set_version_flag("--version", version_text());
        app_.footer(help_footer());
        add_run_commands();
        add_market_commands();
        add_calibrate_commands();
        add_report_commands();
        add_bench_command(app_, bench_).callback([this] {
            chosen_ = [this] { return bench_command(bench_, messages_); };
        });
        add_stress();
        add_backtest_command(app_, backtest_).callback([this] {
            choose(backtest_.colour, backtest_.quiet,
                   [this] { return backtest_command(backtest_, messages_); });
        });
        add_completion_command(app_, schema_).callback([this] {
            chosen_ = [this] { return completion_command(app_, schema_); };
        });
        app_.add_subcommand("help", "Print the help of a command, as --help after it does")
            ->add_option("command", schema_, "Such as `report diff`")
            ->type_name("COMMAND...");
        accept_only_values(app_);
    }

    int run(int argc, char** argv) {
        try {
            std::vector<std::string> words = arguments(argc, argv);
            require_values(words);
            if (words.size() > 1 && words.back() == "--help") require_commands(app_, words);
            std::ranges::reverse(words);  // as CLI11 takes them
            app_.parse(std::move(words));
        } catch (CLI::Success const& help_or_version) {
            std::ostringstream text;
            app_.exit(help_or_version, text, text);
            print_result(with_single_gaps(text.str()));
            return static_cast<int>(Exit::done);
        } catch (CLI::ParseError const& error) {
            refuse(what_is_wrong(app_, error));
        }
        return chosen_();
    }

  private:
    /// Sets what to do after parsing, and how messages look.
    void choose(Colour colour, bool quiet, std::function<int()> command) {
        messages_.set_colour(colour);
        messages_.set_quiet(quiet);
        chosen_ = std::move(command);
    }

    void add_run_commands() {
        CLI::App* const demo =
            app_.add_subcommand("demo", "Simulate the shipped scenario; it needs no arguments");
        demo->callback([this] {
            choose(run_.colour, run_.quiet, [this] {
                run_.scenarios = {shipped_scenario(demo_scenario).string()};
                return run_command(run_, messages_);
            });
        });
        CLI::App* const run =
            app_.add_subcommand("run", "Simulate scenarios and report the results");
        run->add_option("scenario", run_.scenarios,
                        "Scenario files, each with its sweep and variants; `schema scenario` lists "
                        "all keys")
            ->required()
            ->type_name("SCENARIO.toml...");
        run->callback([this] {
            choose(run_.colour, run_.quiet, [this] { return run_command(run_, messages_); });
        });
        for (CLI::App* const command : {demo, run}) {
            add_scenario_options(*command, run_);
            add_run_options(*command, run_);
            add_machine_options(*command, run_.backend);
        }
    }

    void add_stress() {
        CLI::App& stress = add_stress_command(app_, stress_);
        add_scenario_options(stress, stress_);
        stress.option_defaults()->group("Results");
        stress.add_flag("--json", stress_.json, "Print the results as one JSON document");
        stress.add_flag("--quiet", stress_.quiet, "Print no progress and no notes");
        add_colour(stress, stress_.colour);
        add_machine_options(stress, stress_.backend);
        stress.callback([this] {
            choose(stress_.colour, stress_.quiet,
                   [this] { return stress_command(stress_, messages_); });
        });
    }

    void add_market_commands() {
        market_ = app_.add_subcommand("market", "Describe or validate a market snapshot");
        market_->require_subcommand(1);
        CLI::App* const check = market_->add_subcommand("check", "Validate a snapshot");
        check->add_option("market", file_, "Market snapshot")->required()->type_name("MARKET.h5");
        check->add_flag("--strict", strict_, "Treat warnings as errors (exit code 2)");
        check->callback([this] {
            chosen_ = [this] { return market_check_command(file_, strict_, messages_); };
        });
        CLI::App* const inspect = market_->add_subcommand("inspect", "Describe a snapshot");
        inspect->add_option("market", file_, "Market snapshot")->required()->type_name("MARKET.h5");
        add_csv_option(*inspect, tables_.csv,
                       {report::market_tables.begin(), report::market_tables.end()},
                       inspect->add_flag("--json", tables_.json, "Print one JSON document"));
        inspect->callback([this] {
            chosen_ = [this] { return market_inspect_command(file_, tables_.json, tables_.csv); };
        });
        CLI::App* const build =
            market_->add_subcommand("build", "Make a snapshot out of files of exchanges");
        add_build_options(*build, build_);
        build->callback(
            [this] { chosen_ = [this] { return market_build_command(build_, messages_); }; });
    }

    void add_calibrate_commands() {
        CLI::App* const calibrate =
            app_.add_subcommand("calibrate", "Estimate what a simulation rests on from history");
        calibrate->require_subcommand(1);
        add_calibrate_book_command(*calibrate, calibrate_book_).callback([this] {
            chosen_ = [this] { return calibrate_book_command(calibrate_book_, messages_); };
        });
        add_calibrate_price_command(*calibrate, calibrate_price_).callback([this] {
            chosen_ = [this] { return calibrate_price_command(calibrate_price_); };
        });
    }

    void add_report_commands() {
        report_ = app_.add_subcommand(
            "report", "Print, merge, compare or verify reports, or make pages of them");
        report_->require_subcommand(1);
        CLI::App* const show = report_->add_subcommand("show", "Print a report");
        show->add_option("report", file_, "Report")->required()->type_name("REPORT.h5");
        show->add_option("--run", shown_run_, "Print this run in full; runs are counted from 0")
            ->type_name("N");
        add_table_options(*show, tables_);
        add_colour(*show, colour_);
        show->callback([this] {
            choose(colour_, false,
                   [this] { return report_show_command(file_, shown_run_, tables_, colour_); });
        });
        CLI::App* const html =
            report_->add_subcommand("html", "Write a report as one page for a browser");
        html->add_option("report", file_, "Report")->required()->type_name("REPORT.h5");
        html->add_option("-o,--output", page_, "Write the page (HTML) to this file")
            ->required()
            ->type_name("FILE.html");
        html->callback([this] { chosen_ = [this] { return report_html_command(file_, page_); }; });
        CLI::App* const merge =
            report_->add_subcommand("merge", "Merge the parts of all shards into one report");
        merge->add_option("parts", merge_.parts, "Parts that `run --shard` wrote")
            ->required()
            ->type_name("PART.h5...");
        merge->add_option("-o,--output", merge_.report_file, "Write the report (HDF5) here")
            ->required()
            ->type_name("REPORT.h5");
        add_table_options(*merge, merge_);
        add_report_options(*merge, merge_);
        merge->add_flag("--quiet", merge_.quiet, "Print no notes");
        add_colour(*merge, merge_.colour);
        merge->callback([this] {
            choose(merge_.colour, merge_.quiet,
                   [this] { return report_merge_command(merge_, messages_); });
        });
        CLI::App& diff = add_diff_command(*report_, diff_);
        diff.add_flag("--quiet", quiet_, "Print no notes");
        add_colour(diff, colour_);
        add_machine_options(diff, backend_);
        diff.callback([this] {
            choose(colour_, quiet_,
                   [this] { return diff_command(diff_, backend_, colour_, messages_); });
        });
        add_verify_command(*report_, verify_).callback([this] {
            choose(Colour::automatic, verify_.quiet,
                   [this] { return verify_command(verify_, messages_); });
        });
        CLI::App* const schema = app_.add_subcommand("schema", "Print a layout as JSON");
        take_one_of(*schema->add_option("what", schema_, "Which layout")->required(),
                    {"scenario", "report", "recipe", "market"});
        schema->callback([this] { chosen_ = [this] { return schema_command(schema_); }; });
    }

    Messages& messages_;
    CLI::App app_{"Liquidation-cascade risk simulator for crypto perpetual futures", "liqcascade"};
    MarketBuildOptions build_;
    CalibrateBookOptions calibrate_book_;
    CalibratePriceOptions calibrate_price_;
    CLI::App* market_ = nullptr;
    CLI::App* report_ = nullptr;
    RunOptions run_;
    MergeOptions merge_;
    BenchOptions bench_;
    BacktestOptions backtest_;
    DiffOptions diff_;
    StressOptions stress_;
    VerifyOptions verify_;
    // For commands without a struct of options.
    Colour colour_ = Colour::automatic;
    bool quiet_ = false;
    TableOptions tables_;
    BackendChoice backend_;
    std::string file_;
    std::string page_;
    bool strict_ = false;
    std::string schema_;
    std::optional<std::string> shown_run_;
    std::function<int()> chosen_;  ///< what to do after parsing
};

}  // namespace

int run_command_line(int argc, char** argv, Messages& messages) {
    return CommandLine(messages).run(argc, argv);
}

}  // namespace liq::cli
