#include "host/comparison/verification.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <utility>

#include "host/batch/conclude_batch.hpp"
#include "host/comparison/same_values.hpp"
#include "host/findings/details.hpp"
#include "host/report/json_values.hpp"
#include "host/report/write_report.hpp"
#include "host/revision.hpp"
#include "host/storage/isolated.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"

namespace liq::comparison {
namespace {

using Json = nlohmann::ordered_json;

/// A group of the report, and a file in memory with the same group of the repetition.
struct Pair {
    std::string group, repeated_group;
    std::string image;
};

std::string group_of_run(std::size_t index) {
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "/runs/%06zu", index);
    return name.data();
}

/// Lines of warnings without the places that they name, which were those of another file. Keys
/// without effect are left out: the scenario in a report states every key.
std::string without_places(std::string const& text) {
    std::istringstream lines(text);
    std::string all;
    for (std::string line; std::getline(lines, line);) {
        if (line.find(" no effect: ") != std::string::npos) continue;
        auto const head = line.find(": ");
        all += (head == std::string::npos ? line : line.substr(head + 2)) + "\n";
    }
    return all;
}

storage::ComparisonRules rules_of(std::set<std::string> const& left_out) {
    return {[&left_out](std::string const& object, std::string const& attribute) {
                if (attribute.empty()) return object == "/runs" || object == "/markets";
                return left_out.contains(attribute);
            },
            [](std::string const& object, std::string const& attribute, std::string const& text) {
                bool const has_places = attribute == "warnings" || attribute == "failure" ||
                                        object == "/summary/failure";
                return has_places ? without_places(text) : text;
            }};
}

/// Compares in a child process, because the report may come from anywhere.
std::vector<storage::Difference> compared(std::filesystem::path const& file,
                                          std::vector<Pair> const& pairs,
                                          std::set<std::string> const& left_out) {
    std::string const answer = storage::in_child_process(file, [&] {
        storage::Reader const report(file);
        auto const layout = report.attribute_numbers("/", "schema_version");
        bool const older = layout && layout->values.size() == 2 &&
                           layout->values[1] < findings::report_schema_minor;
        Json all = Json::array();
        for (Pair const& pair : pairs) {
            storage::Reader const repeated("the repetition", pair.image);
            for (auto const& one : storage::differences(
                     {report, pair.group}, {repeated, pair.repeated_group}, rules_of(left_out)))
                if (!(older && one.only_expected))
                    all.push_back({one.object, one.attribute, one.what});
        }
        return all.dump(-1, ' ', false, Json::error_handler_t::replace);
    });
    std::vector<storage::Difference> differences;
    for (auto const& one : Json::parse(answer))
        differences.push_back({one[0], one[1], one[2], false});
    return differences;
}

/// The bytes of what a writer has in memory.
std::string bytes_of(storage::Writer& writer) {
    auto const bytes = writer.finish();
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

std::string image_of_run(findings::ReportedRun& run) {
    storage::Writer writer;
    report::ReportWriter(writer, true).add(run);
    return bytes_of(writer);
}

/// What is about all runs of the report.
std::string image_of_all(findings::Report const& report) {
    storage::Writer writer;
    report::ReportWriter(writer, true).finish(report);
    return bytes_of(writer);
}

/// What names the program is not compared where the program is another one.
void allow_another_program(findings::Report const& report, std::set<std::string>& left_out,
                           std::vector<std::string>& notes) {
    std::string const version(program_version()), revision(git_revision());
    if (report.version == version && report.revision == revision) return;
    for (char const* name :
         {"schema_version", "source", "program", "program_version", "git_revision"})
        left_out.insert(name);
    notes.push_back("the report is of version " + report.version + ", revision " + report.revision +
                    ", and was repeated with version " + version + ", revision " + revision +
                    "; differences may come from what has changed in the program");
}

constexpr std::size_t most_bytes_at_once = std::size_t{64} << 20;

/// Gathers what is to be compared and compares it when it is much.
class Comparer {
  public:
    Comparer(std::filesystem::path const& file, std::set<std::string> const& left_out,
             std::vector<storage::Difference>& differences)
        : file_(file), left_out_(left_out), differences_(differences) {}

    void add(Pair pair) {
        bytes_ += pair.image.size();
        pairs_.push_back(std::move(pair));
        if (bytes_ > most_bytes_at_once) compare();
    }
    void compare() {
        auto more = compared(file_, pairs_, left_out_);
        std::ranges::move(more, std::back_inserter(differences_));
        pairs_.clear();
        bytes_ = 0;
    }

  private:
    std::filesystem::path const& file_;
    std::set<std::string> const& left_out_;
    std::vector<storage::Difference>& differences_;
    std::vector<Pair> pairs_;
    std::size_t bytes_ = 0;
};

}  // namespace

Verification verify(std::filesystem::path const& file, findings::Report const& report,
                    Repetition const& repeated, batch::Machine const& machine,
                    std::vector<batch::MovesOfRun> const& moves) {
    Verification result;
    findings::Report again;
    again.program = report.program;
    again.version = program_version();
    again.revision = git_revision();
    std::set<std::string> left_out;
    Comparer comparer(file, left_out, result.differences);
    batch::BatchConclusions conclusions(repeated.batch, machine);
    while (!conclusions.at_end()) {
        for (findings::ReportedRun& run : conclusions.next(repeated.batch.runs.size())) {
            std::size_t const i = again.runs.size(), index = repeated.index[i];
            if (run.findings.base) run.findings.base = repeated.index[*run.findings.base];
            if (!moves.empty()) batch::add_ranges(moves[i], run.findings);
            result.paths += run.findings.paths;
            if (i == 0) {
                findings::Report first = again;
                first.runs.push_back({run.findings, nullptr});
                left_out = volatile_attributes(first);
                allow_another_program(report, left_out, result.notes);
            }
            if (!repeated.only || *repeated.only == index) {
                ++result.runs;
                comparer.add({group_of_run(index), group_of_run(0), image_of_run(run)});
            }
            run.market.reset();  // its name is its digest, which was looked at when it was read
            findings::drop_details(run.findings);
            again.runs.push_back(std::move(run));
        }
    }
    if (!repeated.only) comparer.add({"/", "/", image_of_all(again)});
    comparer.compare();
    return result;
}

std::string verification_text(std::filesystem::path const& file, Verification const& result) {
    std::string const what =
        words::counted(result.runs, "run") + " repeated, " + words::whole(result.paths) + " paths";
    if (result.differences.empty())
        return file.string() + ": " + what + ", and every dataset and attribute is the same\n";
    std::string text = file.string() + ": " + what + ", and " +
                       words::counted(result.differences.size(), "difference") + ":\n";
    for (auto const& one : result.differences)
        text += "  " + one.object + (one.attribute.empty() ? "" : ", attribute " + one.attribute) +
                ": " + one.what + "\n";
    return text;
}

std::string verification_json(std::filesystem::path const& file, Verification const& result) {
    Json document{{"program", "liqcascade"},
                  {"version", program_version()},
                  {"schema", findings::report_schema_major},
                  {"report", file.string()},
                  {"same", result.differences.empty()},
                  {"runs", result.runs},
                  {"paths", result.paths},
                  {"differences", Json::array()},
                  {"notes", result.notes}};
    for (auto const& one : result.differences)
        document["differences"].push_back({{"object", one.object},
                                           {"attribute", report::text_or_null(one.attribute)},
                                           {"what", one.what}});
    return report::json_text(document) + "\n";
}

}  // namespace liq::comparison
