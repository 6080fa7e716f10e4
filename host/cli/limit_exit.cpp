#include "host/cli/limit_exit.hpp"

#include <string>

#include "host/report/limit_text.hpp"
#include "host/results/limits.hpp"
#include "host/words/numbers.hpp"

namespace liq::cli {
namespace {

std::string run_in_words(findings::RunFindings const& run) {
    std::string text = run.name;
    for (auto const& [key, value] : run.set) text += ", " + key + " = " + value;
    return text;
}

std::string limit_in_words(findings::RunFindings const& run, findings::LimitFinding const& limit) {
    return run_in_words(run) + ": limit " + limit.metric + " = " +
           report::limit_value(limit, limit.value) + " (95 % interval " +
           report::limit_interval(limit) + ")";
}

}  // namespace

Exit limit_exit(findings::Report const& report, ResultOptions const& options,
                Messages const& messages) {
    if (!options.fail_on_limit && !options.fail_on_uncertain) return Exit::done;
    Exit exit = Exit::done;
    for (auto const& run : report.runs)
        for (auto const& limit : run.findings.limits) {
            std::string const found = limit_in_words(run.findings, limit);
            if (limit.state == results::limit_breach) {
                bool const below = limit.high < limit.min;
                messages.error(found + (below ? " is below min = " : " is above max = ") +
                               report::limit_value(limit, below ? limit.min : limit.max));
                exit = Exit::limit_breached;
            } else if (limit.state == results::limit_uncertain) {
                std::string const text = found + " is uncertain; more paths may decide it";
                if (options.fail_on_uncertain) {
                    messages.error(text);
                    exit = Exit::limit_breached;
                } else {
                    messages.warning(text);
                }
            }
        }
    return exit;
}

}  // namespace liq::cli
