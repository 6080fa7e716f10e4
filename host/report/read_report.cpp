#include "host/report/read_report.hpp"

#include <cmath>

#include "host/errors.hpp"
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

findings::Report read_all(Answers& answers, std::filesystem::path const& file) {
    require_known_layout(answers, file);
    findings::Report report;
    report.program = root_text(answers, "program");
    report.version = root_text(answers, "program_version");
    report.revision = root_text(answers, "git_revision");
    report.created = root_text(answers, "created");
    report.host = root_text(answers, "host");
    auto const names = answers.next<std::vector<std::string>>(
        [](storage::Reader const& reader) { return reader.members("/runs"); });
    for (auto const& name : names) {
        findings::ReportedRun run;
        run.findings.seconds = findings::not_known;
        run.findings.path_steps_per_second = findings::not_known;
        ReadingForm form(answers, file, "/runs/" + name);
        layout::run(form, run.findings);
        report.runs.push_back(std::move(run));
    }
    return report;
}

}  // namespace

findings::Report read_report(std::filesystem::path const& file) {
    std::string const bytes = storage::in_child_process(file, [&] {
        storage::Reader reader(file);
        storage::require_seal(reader);
        Answers read{std::move(reader)};
        static_cast<void>(read_all(read, file));
        std::string answers;
        nlohmann::json::to_cbor(read.all(), answers);
        return answers;
    });
    Answers recorded{nlohmann::json::from_cbor(bytes)};
    return read_all(recorded, file);
}

}  // namespace liq::report
