#include "host/report/write_report.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <map>

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
void write_volatile(storage::Writer& writer, findings::Report const& report) {
    writer.attribute("/", "created", std::string_view(report.created));
    writer.attribute("/", "host", std::string_view(report.host));
    double seconds = 0;
    for (auto const& run : report.runs) seconds += run.findings.seconds;
    writer.attribute("/", "seconds", seconds);
    if (report.runs.empty()) return;
    findings::RunFindings const& first = report.runs.front().findings;
    writer.attribute("/", "backend", std::string_view(first.backend));
    writer.attribute("/", "device", std::string_view(first.device));
    if (!first.backend_note.empty())
        writer.attribute("/", "backend_note", std::string_view(first.backend_note));
    writer.attribute("/", "threads", std::int64_t{first.threads});
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
        findings::RunFindings const& first = report.runs.front().findings;
        title += ": " + first.name;
        text("asset", first.asset);
        text("quote", first.quote);
        text("as_of", first.as_of);
        if (!first.description.empty()) text("summary", first.description);
    }
    text("title", title);
    text("source", source);
    text("program", report.program);
    text("program_version", report.version);
    text("git_revision", report.revision);
    writer.attribute("/", "complete", std::int64_t{report.complete() ? 1 : 0});
    if (!reproducible) write_volatile(writer, report);
}

}  // namespace

storage::Writer report_file(findings::Report const& report, bool reproducible) {
    storage::Writer writer;
    write_root(writer, report, reproducible);
    writer.group("/runs");
    std::map<std::string, std::string> copies;  // of markets, by SHA-256: runs share them
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        std::string const group = run_group(i);
        writer.group(group);
        WritingForm form(writer, group, reproducible);
        findings::RunFindings findings = report.runs[i].findings;
        layout::run(form, findings);
        if (report.runs[i].market == nullptr) continue;
        market::Market const& market = *report.runs[i].market;
        auto const [copy, is_first] = copies.try_emplace(market.sha256, group + "/market");
        if (!is_first) {
            writer.link(group + "/market", copy->second);
            continue;
        }
        writer.group(group + "/market");
        write_market_copy(writer, group + "/market", market);
    }
    embed_markets(writer, report);
    write_run_table(writer, "/summary", report);
    return writer;
}

std::vector<std::byte> report_bytes(findings::Report const& report, bool reproducible) {
    return report_file(report, reproducible).finish();
}

void write_report(std::filesystem::path const& file, findings::Report const& report,
                  bool reproducible) {
    storage::write_atomically(file, report_bytes(report, reproducible));
}

}  // namespace liq::report
