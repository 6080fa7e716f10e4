// The only user of CLI11.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <memory>

#include "host/cli/commands.hpp"
#include "host/cli/not_built.hpp"
#include "host/cli/shipped_scenarios.hpp"
#include "host/errors.hpp"
#include "host/revision.hpp"

namespace liq {
namespace {

/// The program's commands and what they fill. `chosen` is what to do after parsing.
class CommandLine {
  public:
    CommandLine() {
        app_.require_subcommand(1);
        app_.set_version_flag("--version", "liqcascade " + std::string{program_version()} +
                                               " (git " + std::string{git_revision()} + ")");
        app_.footer(
            "Exit codes: 0 done, 1 failed while running, 2 bad usage, scenario or market, 4 the "
            "asked\nbackend is not there, 5 a file cannot be read or written, 130/143 stopped "
            "by a signal.");
        add_run_commands();
        add_market_commands();
        add_report_commands();
        add_not_built();
    }

    int run(int argc, char** argv) {
        try {
            app_.parse(argc, argv);
        } catch (CLI::ParseError const& error) {
            int const code = app_.exit(error);
            return code == 0 ? 0 : static_cast<int>(Exit::bad_input);
        }
        return chosen_();
    }

  private:
    void add_run_commands() {
        CLI::App* const demo =
            app_.add_subcommand("demo", "The shipped scenario, no arguments needed");
        add_run_options(*demo);
        demo->callback([this] {
            chosen_ = [this] {
                run_.scenarios = {demo_scenario().string()};
                return run_command(run_);
            };
        });
        CLI::App* const run = app_.add_subcommand("run", "Simulate a scenario and report");
        run->add_option("scenario", run_.scenarios, "Scenario file (TOML)")
            ->required()
            ->type_name("SCENARIO.toml");
        add_run_options(*run);
        run->callback([this] { chosen_ = [this] { return run_command(run_); }; });
    }

    void add_run_options(CLI::App& command) {
        command
            .add_option("-o,--output", run_.report_file,
                        "Write a report here; without it none is "
                        "written")
            ->type_name("REPORT.h5");
        command
            .add_option("--set", run_.set,
                        "Change a key of the scenario, as "
                        "price.volatility=0.5; repeatable")
            ->type_name("KEY=VALUE")
            ->take_all()
            ->allow_extra_args(false);
        command.add_option("--paths", run_.paths, "Number of paths, instead of the scenario's")
            ->type_name("N");
        command
            .add_option("--seed", run_.seed, "Key of the random numbers, instead of the scenario's")
            ->type_name("N");
        command
            .add_option("--backend", run_.backend.name,
                        "Where to simulate; auto takes a GPU if "
                        "there is one")
            ->check(CLI::IsMember({"auto", "cuda", "cpu"}))
            ->capture_default_str();
        command
            .add_option("--threads", run_.backend.threads,
                        "Threads of the CPU backend; 0: all cores")
            ->check(CLI::Range(0, 4096))
            ->capture_default_str();
        command
            .add_option("--instructions", run_.backend.instructions,
                        "Instruction set of the CPU backend: best, sse2, avx2, avx512")
            ->capture_default_str();
        command.add_flag("--json", run_.json, "Results as one JSON document");
        command.add_flag("--dry-run", run_.dry_run,
                         "Check everything, say what would run, and stop");
        command.add_flag("--reproducible", run_.reproducible,
                         "Leave out of the report what differs from run to run (dates, machine)");
        command.add_flag("--quiet", run_.quiet, "No progress");
        add_colour(command);
        for (NotBuiltOption const& option : not_built_options) add_refused(command, option);
    }

    void add_colour(CLI::App& command) {
        std::map<std::string, Colour> const words{
            {"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}};
        command
            .add_option("--color", run_.colour, "Colour: auto, always, never; NO_COLOR is honoured")
            ->transform(CLI::CheckedTransformer(words))
            ->default_str("auto");
    }

    static void add_refused(CLI::App& command, NotBuiltOption const& option) {
        auto const refuse_it = [name = std::string{option.name}](auto const&) {
            refuse(name + " is not built yet");
        };
        CLI::Option* const added =
            option.takes_value
                ? command.add_option_function<std::string>(option.name, refuse_it, "")
                : command.add_flag_function(option.name,
                                            [refuse_it](std::int64_t) { refuse_it(0); });
        added->group("");  // not in the help
    }

    void add_market_commands() {
        market_ = app_.add_subcommand("market", "Describe or validate a market snapshot");
        market_->require_subcommand(1);
        CLI::App* const check = market_->add_subcommand("check", "Validate a snapshot");
        check->add_option("market", file_, "Market snapshot")->required()->type_name("MARKET.h5");
        check->callback([this] { chosen_ = [this] { return market_check_command(file_); }; });
        CLI::App* const inspect = market_->add_subcommand("inspect", "Describe a snapshot");
        inspect->add_option("market", file_, "Market snapshot")->required()->type_name("MARKET.h5");
        inspect->add_flag("--json", run_.json, "As one JSON document");
        inspect->callback(
            [this] { chosen_ = [this] { return market_inspect_command(file_, run_.json); }; });
    }

    void add_report_commands() {
        report_ = app_.add_subcommand("report", "Read reports back");
        report_->require_subcommand(1);
        CLI::App* const show = report_->add_subcommand("show", "Print a report");
        show->add_option("report", file_, "Report")->required()->type_name("REPORT.h5");
        show->add_flag("--json", run_.json, "As one JSON document");
        add_colour(*show);
        show->callback([this] {
            chosen_ = [this] { return report_show_command(file_, run_.json, run_.colour); };
        });
        CLI::App* const schema = app_.add_subcommand("schema", "Layouts, machine readable");
        schema->add_option("what", schema_, "scenario, market or report")
            ->required()
            ->check(CLI::IsMember({"scenario", "market", "report"}));
        schema->callback([this] { chosen_ = [this] { return schema_command(schema_); }; });
    }

    /// Commands that parse, whatever follows them, and then say that they are not built.
    void add_not_built() {
        for (NotBuiltCommand const& command : not_built_commands) {
            std::string const group = command.group;
            CLI::App* const parent = group.empty() ? &app_ : group == "market" ? market_ : report_;
            CLI::App* const added = parent->add_subcommand(command.name, command.purpose);
            added->group("");
            added->allow_extras();
            std::string const full = (group.empty() ? "" : group + " ") + command.name;
            added->callback([this, full] {
                chosen_ = [full]() -> int { refuse("`" + full + "` is not built yet"); };
            });
        }
    }

    CLI::App app_{"Liquidation-cascade risk simulator for crypto perpetual futures", "liqcascade"};
    CLI::App* market_ = nullptr;
    CLI::App* report_ = nullptr;
    RunOptions run_;
    std::string file_;
    std::string schema_;
    std::function<int()> chosen_;
};

}  // namespace

int run_command_line(int argc, char** argv) {
    return CommandLine().run(argc, argv);
}

}  // namespace liq
