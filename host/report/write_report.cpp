#include "host/report/write_report.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "host/report/embedded_market.hpp"
#include "host/report/layout.hpp"
#include "host/report/market_copy.hpp"
#include "host/report/run_table.hpp"
#include "host/report/writing_form.hpp"
#include "host/storage/atomic_file.hpp"
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

/// What differs between two runs of the same input.
void write_volatile(storage::Writer& writer, findings::Report const& report,
                    findings::RunFindings const* first) {
    writer.attribute("/", "created", std::string_view(report.created));
    writer.attribute("/", "host", std::string_view(report.host));
    if (first == nullptr) return;
    writer.attribute("/", "backend", std::string_view(first->backend));
    writer.attribute("/", "device", std::string_view(first->device));
    writer.attribute("/", "threads", std::int64_t{first->threads});
}

/// What is known of a report once its first run is.
void write_root(storage::Writer& writer, findings::Report const& report,
                findings::RunFindings const* first, bool reproducible) {
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
    if (first != nullptr) {
        title += ": " + first->name;
        text("asset", first->asset);
        text("quote", first->quote);
        text("as_of", first->as_of);
        if (!first->description.empty()) text("summary", first->description);
    }
    text("title", title);
    text("source", source);
    text("program", report.program);
    text("program_version", report.version);
    text("git_revision", report.revision);
    if (!reproducible) write_volatile(writer, report, first);
    writer.group("/runs");
}

}  // namespace

ReportWriter::ReportWriter(bool reproducible) : reproducible_(reproducible) {}

void ReportWriter::add(findings::Report const& report, findings::ReportedRun& run) {
    if (n_runs_ == 0) write_root(writer_, report, &run.findings, reproducible_);
    std::string const group = run_group(n_runs_++);
    writer_.group(group);
    WritingForm form(writer_, group, reproducible_);
    layout::run(form, run.findings);
    if (run.market == nullptr) return;
    auto const [copy, is_first] = copies_.try_emplace(run.market->sha256, group + "/market");
    if (!is_first) return writer_.link(group + "/market", copy->second);
    writer_.group(group + "/market");
    write_market_copy(writer_, group + "/market", *run.market);
}

storage::Writer ReportWriter::finish(findings::Report const& report) {
    if (n_runs_ == 0) write_root(writer_, report, nullptr, reproducible_);
    writer_.attribute("/", "complete", std::int64_t{report.complete() ? 1 : 0});
    if (!reproducible_) {
        double seconds = 0;
        for (auto const& run : report.runs) seconds += run.findings.seconds;
        writer_.attribute("/", "seconds", seconds);
    }
    embed_markets(writer_, report);
    write_run_table(writer_, "/summary", report);
    return std::move(writer_);
}

storage::Writer report_file(findings::Report const& report, bool reproducible) {
    ReportWriter writer(reproducible);
    for (findings::ReportedRun run : report.runs) writer.add(report, run);
    return writer.finish(report);
}

std::vector<std::byte> report_bytes(findings::Report const& report, bool reproducible) {
    return report_file(report, reproducible).finish();
}

void write_report(std::filesystem::path const& file, findings::Report const& report,
                  bool reproducible) {
    storage::write_atomically(file, report_bytes(report, reproducible));
}

}  // namespace liq::report
