#include "host/report/write_report.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "host/market/write_market.hpp"
#include "host/report/embedded_market.hpp"
#include "host/report/layout.hpp"
#include "host/report/run_table.hpp"
#include "host/report/writing_form.hpp"
#include "host/storage/seal.hpp"
#include "host/storage/writer.hpp"

namespace liq::report {

std::string layout::reference_time(std::string as_of) {
    for (std::string const zone : {"Z", "+00:00"})
        if (as_of.ends_with(zone)) as_of.resize(as_of.size() - zone.size());
    if (as_of.size() > 10 && as_of[10] == 'T') as_of[10] = ' ';
    return as_of;
}

namespace {

std::string run_group(std::size_t index) {
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "/runs/%06zu", index);
    return name.data();
}

/// What the runs say of themselves, each answer once; a run that failed may say nothing.
std::vector<std::string> answers(findings::Report const& report,
                                 std::string findings::RunFindings::* part) {
    std::vector<std::string> all;
    for (auto const& run : report.runs)
        if (std::string const& answer = run.findings.*part;
            !answer.empty() && std::ranges::find(all, answer) == all.end())
            all.push_back(answer);
    return all;
}

std::string joined(std::vector<std::string> const& texts) {
    std::string all;
    for (auto const& text : texts) all += (all.empty() ? "" : ", ") + text;
    return all;
}

/// The one answer, or that there are several.
std::string one_or_mixed(std::vector<std::string> const& texts) {
    return texts.size() > 1 ? "mixed" : joined(texts);
}

/// What differs between two runs of the same input.
void write_volatile(storage::Writer& writer, findings::Report const& report) {
    writer.attribute("/", "created", std::string_view(report.created));
    writer.attribute("/", "host", std::string_view(report.host));
    double seconds = 0;
    for (auto const& run : report.runs) seconds += run.findings.seconds;
    writer.attribute("/", "seconds", seconds);
    if (report.runs.empty()) return;
    writer.attribute("/", "backend",
                     std::string_view(joined(answers(report, &findings::RunFindings::backend))));
    writer.attribute("/", "device",
                     std::string_view(joined(answers(report, &findings::RunFindings::device))));
    std::string const notes = joined(answers(report, &findings::RunFindings::backend_note));
    if (!notes.empty()) writer.attribute("/", "backend_note", std::string_view(notes));
    int threads = 0;
    for (auto const& run : report.runs) threads = std::max(threads, run.findings.threads);
    writer.attribute("/", "threads", std::int64_t{threads});
}

void write_root(storage::Writer& writer, findings::Report const& report, bool reproducible) {
    auto const text = [&](char const* name, std::string_view value) {
        writer.attribute("/", name, value);
    };
    text("filetype", findings::report_filetype);
    std::array<std::int32_t, 2> const version{findings::report_schema_major,
                                              findings::report_schema_minor};
    writer.attribute("/", "schema_version", version);
    text("Conventions", "CF-1.10 ACDD-1.3");
    std::string title = "Liquidation-cascade simulation", source = report.program;
    source += " " + report.version + ", git revision " + report.revision;
    if (!report.runs.empty()) {
        auto const of = [&](std::string findings::RunFindings::* part) {
            return answers(report, part);
        };
        auto const names = of(&findings::RunFindings::name);
        title +=
            ": " + (names.size() <= 3 ? joined(names)
                                      : "mixed, " + std::to_string(names.size()) + " scenarios");
        text("asset", joined(of(&findings::RunFindings::asset)));
        text("quote", joined(of(&findings::RunFindings::quote)));
        text("as_of", one_or_mixed(of(&findings::RunFindings::as_of)));
        auto const descriptions = of(&findings::RunFindings::description);
        if (names.size() == 1 && descriptions.size() == 1) text("summary", descriptions.front());
    }
    text("title", title);
    text("source", source);
    text("program", report.program);
    text("program_version", report.version);
    text("git_revision", report.revision);
    writer.attribute("/", "complete", std::int64_t{report.complete() ? 1 : 0});
    text(storage::seal_attribute, storage::seal_to_be);
    if (!reproducible) write_volatile(writer, report);
}

}  // namespace

ReportWriter::ReportWriter(storage::Writer& writer, bool reproducible)
    : writer_(writer), reproducible_(reproducible) {
    writer_.group("/runs");
}

void ReportWriter::add(findings::ReportedRun& run) {
    std::string const group = run_group(n_runs_++);
    writer_.group(group);
    WritingForm form(writer_, group, reproducible_);
    layout::run(form, run.findings);
    if (run.market == nullptr) return;
    auto const [copy, is_first] = copies_.try_emplace(run.market->sha256, group + "/market");
    if (!is_first) return writer_.link(group + "/market", copy->second);
    writer_.group(group + "/market");
    market::write_market_copy(writer_, group + "/market", *run.market);
}

void ReportWriter::finish(findings::Report const& report) {
    write_root(writer_, report, reproducible_);
    embed_markets(writer_, report);
    write_run_table(writer_, "/summary", report);
}

ReportFile::ReportFile(std::filesystem::path const& file, bool reproducible)
    : file_(file), writer_(file_), report_(writer_, reproducible) {}

bool ReportFile::publish(findings::Report const& report, std::function<bool()> const& stop) {
    report_.finish(report);
    writer_.close();
    if (!storage::seal(file_, stop)) return false;
    file_.publish();
    return true;
}

std::vector<storage::Written> report_objects(findings::Report const& report, bool reproducible) {
    storage::Writer in_memory;
    ReportWriter writer(in_memory, reproducible);
    for (findings::ReportedRun run : report.runs) writer.add(run);
    writer.finish(report);
    return in_memory.written();
}

}  // namespace liq::report
