#include "host/report/assumptions_text.hpp"

#include <algorithm>
#include <cstring>
#include <set>
#include <sstream>
#include <string>

#include "host/words/counts.hpp"
#include "host/words/printable.hpp"

namespace liq::report {
namespace {

constexpr char const* snapshot_assumes = "the snapshot assumes: ";
constexpr char const* in_full = " ... (all: --json)";

/// Whole words of a text, whatever its lines, as many as fit into a line of the page.
void begin_of_assumptions(words::TextPage& page, std::string const& text) {
    std::size_t const taken = std::strlen(snapshot_assumes) + std::strlen(in_full);
    std::size_t const most = std::max<std::size_t>(page.width(), taken + 20) - taken;
    std::istringstream stream(text);
    std::string begin, rest;
    for (std::string word; rest.empty() && stream >> word;) {
        std::string const more = begin + (begin.empty() ? "" : " ") + word;
        if (words::width_of(words::printable(more)) <= most)
            begin = more;
        else
            rest = word;
    }
    if (begin.empty()) begin = words::shortened(rest, most);
    page.paragraph(snapshot_assumes, begin + (rest.empty() ? "" : in_full));
}

}  // namespace

void own_words(words::TextPage& page, findings::RunFindings const& run) {
    if (!run.description.empty()) page.paragraph("", run.description);
    if (!run.assumptions.empty()) begin_of_assumptions(page, run.assumptions);
}

void assumptions_line(words::TextPage& page, findings::Report const& report) {
    std::set<std::string> stated;
    for (auto const& run : report.runs)
        if (!run.findings.assumptions.empty()) stated.insert(run.findings.assumptions);
    if (stated.size() == 1)
        begin_of_assumptions(page, *stated.begin());
    else if (stated.size() > 1)
        page.paragraph("the snapshots assume: ", words::counted(stated.size(), "text") +
                                                     " that differ; --run N shows that of a run");
}

}  // namespace liq::report
