#include "host/report/warnings_of_runs.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>
#include <utility>

#include "host/words/counts.hpp"

namespace liq::report {
namespace {

/// The most runs, or ranges of runs, that are listed.
constexpr std::size_t most_runs_named = 12;

bool is_one_of(std::string_view some, char c) {
    return some.find(c) != some.npos;
}

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// The words without their numbers: "is $12.5M (+3 %)" as "is #(# %)". Digits of a name or of a
/// line of a file, such as wall.0.price and a.toml:12, stay.
std::string without_numbers(std::string const& words) {
    std::string shape;
    for (std::size_t i = 0; i < words.size();) {
        std::size_t end = i;
        bool const begins = i == 0 || is_one_of(" ($=", words[i - 1]);
        for (char const sign : {'-', '+', '$'})
            if (begins && end < words.size() && words[end] == sign) ++end;
        std::size_t const first = end;
        while (begins && end < words.size() &&
               (is_digit(words[end]) || (end > first && is_one_of(".,", words[end]) &&
                                         end + 1 < words.size() && is_digit(words[end + 1]))))
            ++end;
        if (end == first) {
            shape += words[i++];
            continue;
        }
        if (end < words.size() && is_one_of("KMBT", words[end])) ++end;
        shape += '#';
        i = end;
    }
    return shape;
}

}  // namespace

std::string runs_in_words(std::vector<std::size_t> const& runs, std::size_t n_runs) {
    if (runs.size() == n_runs) return "all runs";
    std::vector<std::string> spans;
    for (std::size_t i = 0; i < runs.size();) {
        std::size_t last = i;
        while (last + 1 < runs.size() && runs[last + 1] == runs[last] + 1) ++last;
        spans.push_back(
            std::to_string(runs[i]) +
            (last == i ? "" : (last == i + 1 ? ", " : " to ") + std::to_string(runs[last])));
        i = last + 1;
    }
    std::string text = runs.size() == 1 ? "run " : "runs ";
    for (std::size_t i = 0; i < std::min(spans.size(), most_runs_named); ++i)
        text += (i == 0 ? "" : ", ") + spans[i];
    return text + (spans.size() > most_runs_named ? " and others" : "");
}

std::string WarningOfRuns::with_runs(std::size_t n_runs) const {
    return words + " [" + runs_in_words(runs, n_runs) +
           (numbers_differ ? "; the numbers are those of run " + std::to_string(runs.front())
                           : "") +
           "]";
}

std::vector<std::string> warnings_of(findings::RunFindings const& run, bool of_the_day) {
    std::vector<std::string> all;
    if (run.rounds_exhausted > 0)
        all.push_back(words::counted(run.rounds_exhausted, "cascade was", "cascades were") +
                      " cut at the largest number of rounds and continued at the next visit; raise "
                      "cascade.max_rounds");
    all.insert(all.end(), run.warnings.begin(), run.warnings.end());
    if (of_the_day)
        all.insert(all.end(), run.warnings_of_the_day.begin(), run.warnings_of_the_day.end());
    return all;
}

std::vector<WarningOfRuns> warnings_of_runs(findings::Report const& report, bool of_the_day) {
    std::vector<WarningOfRuns> all;
    // A run can have several warnings of one shape: its second is that of other runs' second.
    std::map<std::pair<std::string, std::size_t>, std::size_t> place_of;
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        std::map<std::string, std::size_t> seen;
        for (std::string& words : warnings_of(report.runs[i].findings, of_the_day)) {
            std::string const shape = without_numbers(words);
            auto const [at, is_new] = place_of.try_emplace({shape, seen[shape]++}, all.size());
            if (is_new) all.push_back({std::move(words), {i}});
            WarningOfRuns& known = all[at->second];
            if (is_new) continue;
            known.runs.push_back(i);
            known.numbers_differ = known.numbers_differ || known.words != words;
        }
    }
    return all;
}

}  // namespace liq::report
