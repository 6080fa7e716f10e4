#include "host/cli/limit_exit.hpp"

#include <string>

#include "host/words/printable.hpp"
#include "host/report/limit_text.hpp"
#include "host/results/limits.hpp"

namespace liq {
namespace {

std::string run_in_words(RunFindings const& run) {
    std::string text = run.name;
    for (auto const& [key, value] : run.set) text += ", " + key + " = " + value;
    return printable(text);
}

std::string limit_in_words(RunFindings const& run, LimitFinding const& limit) {
    return run_in_words(run) + ": limit " + printable(limit.metric) + " = " +
           limit_value(limit, limit.value) + " (95 % interval " + limit_interval(limit) + ")";
}

}  // namespace

Exit limit_exit(Report const& report, Messages const& messages) {
    Exit exit = Exit::done;
    for (auto const& run : report.runs)
        for (auto const& limit : run.findings.limits) {
            std::string const found = limit_in_words(run.findings, limit);
            if (limit.state == limit_breach) {
                messages.error(found + " is above max = " + limit_value(limit, limit.max));
                exit = Exit::limit_breached;
            } else if (limit.state == limit_uncertain) {
                messages.warning(found + " is uncertain; more paths may tell");
            }
        }
    return exit;
}

}  // namespace liq
