#include "host/report/read_report.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "host/errors.hpp"
#include "host/findings/details.hpp"
#include "host/report/layout.hpp"
#include "host/report/reading_form.hpp"
#include "host/storage/isolated.hpp"
#include "host/storage/seal.hpp"

namespace liq::report {
namespace {

/// The text of a root attribute; empty if there is none.
std::string root_text(Answers& answers, std::string const& name) {
    return answers.next<std::string>(
        [&](storage::Reader const& reader) { return reader.text("/", name).value_or(""); });
}

void require_known_layout(Answers& answers, std::filesystem::path const& file) {
    std::string const where = file.string() + ": /, attribute ";
    std::string const type = root_text(answers, "filetype");
    require(type == findings::report_filetype,
            where + "filetype = \"" + type + "\" is not a report (\"" + findings::report_filetype +
                "\" is expected). Give a file that `liqcascade run -o` wrote.");
    auto const version = answers.next<std::vector<double>>([](storage::Reader const& reader) {
        auto const found = reader.attribute_numbers("/", "schema_version");
        return found ? found->values : std::vector<double>{};
    });
    require(version.size() == 2 && version[0] >= 1 && version[0] == std::floor(version[0]),
            where + "schema_version is missing or malformed (two integers, major and minor)");
    require(version[0] <= findings::report_schema_major,
            where + "schema_version: the layout " +
                std::to_string(static_cast<long long>(std::min(version[0], 1e9))) +
                ".x is newer than this program, which reads " +
                std::to_string(findings::report_schema_major) + ".x. Use a newer liqcascade.");
}

/// What is about all runs.
/// \param groups  receives the names of the groups of the runs
findings::Report read_root(Answers& answers, std::filesystem::path const& file,
                           std::vector<std::string>& groups) {
    require_known_layout(answers, file);
    findings::Report report;
    report.program = root_text(answers, "program");
    report.version = root_text(answers, "program_version");
    report.revision = root_text(answers, "git_revision");
    report.created = root_text(answers, "created");
    report.host = root_text(answers, "host");
    groups = answers.next<std::vector<std::string>>(
        [](storage::Reader const& reader) { return reader.members("/runs"); });
    return report;
}

findings::ReportedRun read_run(Answers& answers, std::filesystem::path const& file,
                               std::string const& group) {
    findings::ReportedRun run;
    run.findings.seconds = findings::not_known;
    run.findings.path_steps_per_second = findings::not_known;
    ReadingForm form(answers, file, "/runs/" + group);
    layout::run(form, run.findings);
    return run;
}

/// The number that was typed, if the report has such a run.
std::size_t index_of_run(std::string const& typed, std::string const& file, std::size_t count) {
    std::size_t index = 0;
    auto const end = typed.data() + typed.size();
    auto const [stop, bad] = std::from_chars(typed.data(), end, index);
    require(bad == std::errc{} && stop == end && index < count,
            "--run " + typed + ": is not the number of a run; " + file + " has " +
                std::to_string(count) + (count == 1 ? " run" : " runs") + ", counted from 0");
    return index;
}

/// The groups of the runs that are wanted.
std::vector<std::string> chosen(std::vector<std::string> groups,
                                std::optional<std::string> const& run,
                                std::filesystem::path const& file) {
    if (!run) return groups;
    return {std::move(groups[index_of_run(*run, file.string(), groups.size())])};
}

/// Reads the file and hands over a record for what is about all runs, and then one for each run.
void record(std::filesystem::path const& file, std::optional<std::string> const& run,
            std::function<void(std::string_view)> const& emit) {
    storage::Reader reader(file);
    storage::require_seal(reader);
    Answers answers{std::move(reader)};
    auto const hand_over = [&] {
        std::string bytes;
        nlohmann::json::to_cbor(answers.take(), bytes);
        emit(bytes);
    };
    std::vector<std::string> groups;
    static_cast<void>(read_root(answers, file, groups));
    hand_over();
    for (std::string const& group : chosen(std::move(groups), run, file)) {
        static_cast<void>(read_run(answers, file, group));
        hand_over();
    }
}

}  // namespace

findings::Report read_report(
    std::filesystem::path const& file, std::optional<std::string> const& run,
    std::function<void(std::size_t, findings::RunFindings const&)> const& look) {
    findings::Report report;
    std::vector<std::string> groups;
    bool has_root = false;
    storage::in_child_process(
        file, [&](auto const& emit) { record(file, run, emit); },
        [&](std::string const& bytes) {
            Answers answers{nlohmann::json::from_cbor(bytes)};
            if (!has_root) {
                report = read_root(answers, file, groups);
                groups = chosen(std::move(groups), run, file);
                has_root = true;
                return;
            }
            report.runs.push_back(read_run(answers, file, groups.at(report.runs.size())));
            if (look) look(report.runs.size() - 1, report.runs.back().findings);
            if (groups.size() > 1) findings::drop_details(report.runs.back().findings);
        });
    return report;
}

}  // namespace liq::report
