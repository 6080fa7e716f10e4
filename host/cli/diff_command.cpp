#include "host/cli/diff_command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>

#include "host/cli/launcher.hpp"
#include "host/cli/results.hpp"
#include "host/cli/shared_options.hpp"
#include "host/comparison/comparison.hpp"
#include "host/comparison/comparison_csv.hpp"
#include "host/comparison/comparison_json.hpp"
#include "host/comparison/comparison_text.hpp"
#include "host/comparison/same_values.hpp"
#include "host/errors.hpp"
#include "host/report/read_report.hpp"
#include "host/words/numbers.hpp"

namespace liq::cli {
namespace {

/// Attributes the changes of each pair of runs; the backend is made when it is first needed.
class Reruns {
  public:
    /// \param same  whether there is nothing to attribute
    Reruns(DiffOptions const& options, BackendChoice choice, bool same, Messages const& messages)
        : options_(options), choice_(std::move(choice)), same_(same), messages_(messages) {}

    void attribute_changes(comparison::RunComparison& pair) {
        // The other tables do not need it.
        bool const is_printed = options_.csv.empty() || options_.csv == "attribution";
        if (!pair.same_asset || !is_printed) return;
        if (same_) {
            pair.no_attribution = "the reports are identical";
            return;
        }
        if (options_.no_rerun) {
            pair.no_attribution = "not asked for (--no-rerun)";
            return;
        }
        try {
            comparison::Inputs before = comparison::inputs_of(options_.before, *pair.before);
            comparison::Inputs after = comparison::inputs_of(options_.after, *pair.after);
            std::uint64_t const paths = paths_for(pair);
            std::string const name = pair.after->name;
            pair.attribution =
                comparison::attribute(std::move(before), std::move(after), paths, backend(),
                                      [&](std::string const& what) {
                                          messages_.note("repeating " + name + " with " +
                                                         words::whole(paths) + " paths, " + what);
                                      });
            if (!pair.attribution->changed.empty()) return;
            pair.attribution.reset();
            pair.no_attribution =
                "no input changed that results depend on, except perhaps the seed";
        } catch (Error const& error) {
            if (error.exit() != Exit::bad_input) throw;
            pair.no_attribution = error.what();
        }
    }

  private:
    [[nodiscard]] std::uint64_t paths_for(comparison::RunComparison const& pair) const {
        if (options_.paths) return static_cast<std::uint64_t>(*options_.paths);
        return std::max<std::uint64_t>(
            1, std::min({pair.before->paths, pair.after->paths, comparison::attribution_paths}));
    }

    Backend& backend() {
        if (backend_) return *backend_;
        std::string explanation;
        backend_ = make_backend(choice_, explanation);
        if (!explanation.empty()) messages_.note(explanation);
        return *backend_;
    }

    DiffOptions const& options_;
    BackendChoice choice_;
    bool same_;
    Messages const& messages_;
    std::unique_ptr<Backend> backend_;
};

/// Refuses a value of --paths that is not a number of paths.
void check_paths(DiffOptions const& options) {
    if (!options.paths) return;
    double const paths = *options.paths;
    require(paths >= 1 && paths <= static_cast<double>(comparison::most_attribution_paths) &&
                paths == std::trunc(paths),
            "--paths " + words::significant(paths) +
                ": is not a number of paths for repeated runs; " +
                "accepted: a whole number from 1 to " +
                words::whole(comparison::most_attribution_paths));
}

}  // namespace

CLI::App& add_diff_command(CLI::App& report, DiffOptions& options) {
    CLI::App& diff = *report.add_subcommand(
        "diff", "Compare two reports: inputs, outcomes, and which input changed which outcome");
    diff.add_option("old", options.before, "Report")->required()->type_name("OLD.h5");
    diff.add_option("new", options.after, "Report")->required()->type_name("NEW.h5");
    add_csv_option(diff, options.csv,
                   {comparison::comparison_tables.begin(), comparison::comparison_tables.end()},
                   diff.add_flag("--json", options.json, "Print one JSON document"));
    diff.add_flag("--no-rerun", options.no_rerun,
                  "Do not repeat runs with inputs exchanged, which takes time: no attribution");
    diff.add_option("--paths", options.paths,
                    "Paths of each repeated run; by default as many as in the reports, at most " +
                        words::whole(comparison::attribution_paths))
        ->type_name("N");
    return diff;
}

int diff_command(DiffOptions const& options, BackendChoice const& backend, Colour colour,
                 Messages const& messages) {
    if (!options.no_rerun) require_one_task(launched(), "report diff");
    check_paths(options);
    comparison::ReportFile const before{options.before, report::read_report(options.before)};
    comparison::ReportFile const after{options.after, report::read_report(options.after)};
    comparison::Comparison comparison = comparison::compare(before, after);
    for (comparison::RunComparison const& pair : comparison.runs)
        if (!pair.same_asset)
            messages.warning(pair.before->name + " is about " + pair.before->asset + "/" +
                             pair.before->quote + " in " + options.before + " and about " +
                             pair.after->asset + "/" + pair.after->quote + " in " + options.after +
                             "; their prices and amounts are not compared");
    comparison.same =
        comparison::hold_the_same_values(options.before, options.after, before.report);
    Reruns reruns(options, backend, comparison.same, messages);
    for (comparison::RunComparison& pair : comparison.runs) reruns.attribute_changes(pair);
    print_result(!options.csv.empty() ? comparison::comparison_csv(comparison, options.csv)
                 : options.json
                     ? comparison::comparison_json(comparison, before, after)
                     : comparison::comparison_text(comparison, before, after, text_style(colour)));
    if (comparison.runs.empty())
        refuse(options.before + " and " + options.after +
               ": have no run in common, so that nothing was compared; runs are the same by the "
               "scenario's name, the variant and the keys that a sweep sets");
    return static_cast<int>(Exit::done);
}

}  // namespace liq::cli
