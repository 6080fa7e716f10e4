#include "host/benchmark/benchmark_report.hpp"

#include <nlohmann/json.hpp>

#include "host/report/json_values.hpp"
#include "host/revision.hpp"
#include "host/words/numbers.hpp"
#include "kernels/cpu/usable_cores.hpp"

namespace liq::benchmark {
namespace {

using Json = nlohmann::ordered_json;

words::Cell threads_text(int threads) {
    if (threads == 0) return "";
    std::string const count = std::to_string(threads);
    return {count + (threads == 1 ? " thread" : " threads"), count};
}

double ratio_to(Measuring const& plain_loop, Measuring const& measured) {
    return measured.rates().median / plain_loop.rates().median;
}

words::Cell millions(double rate) {
    return {words::plain(rate * 1e-6, 1), words::plain(rate * 1e-6, 0)};
}

std::string milliseconds(double seconds) {
    return words::plain(seconds * 1e3, 1) + " ms";
}

void table_row(words::Table& table, std::string const& who, words::Cell const& threads,
               std::string const& what, Measuring const& measured, Measuring const& plain_loop) {
    Spread const rates = measured.rates();
    std::string const probability = words::plain(measured.probability(), 4);
    table.row({who,
               threads,
               what,
               millions(rates.low),
               millions(rates.median),
               millions(rates.high),
               words::plain(ratio_to(plain_loop, measured), 1) + " x",
               {probability + " +- " + words::plain(measured.standard_error(), 4), probability}});
}

std::string start_up_text(BenchmarkResult const& result) {
    std::string text = "scenario " + milliseconds(result.start.read_scenario) + ", market " +
                       milliseconds(result.start.read_market) + ", plan " +
                       milliseconds(result.start.plan);
    for (BenchmarkedBackend const& backend : result.backends)
        if (backend.missing.empty())
            text += ", " + backend.name + " " + milliseconds(backend.start_seconds);
    return text;
}

Json measured_json(Measuring const& measured, Measuring const& plain_loop) {
    Spread const rates = measured.rates();
    return {{"path_steps_per_second",
             {{"min", rates.low}, {"median", rates.median}, {"max", rates.high}}},
            {"repetitions", measured.repetitions()},
            {"ratio", ratio_to(plain_loop, measured)},
            {"paths", measured.paths()},
            {"probability", measured.probability()},
            {"standard_error", measured.standard_error()}};
}

Json row_json(BenchmarkRow const& row, Measuring const& plain_loop) {
    Json json{{"backend", row.backend},           {"threads", row.threads},
              {"case", row.asked.name},           {"model", row.asked.model},
              {"book", row.asked.book},           {"monitoring", row.asked.monitoring},
              {"race_only", row.asked.race_only}, {"set", row.asked.set}};
    json.update(measured_json(row.measured, plain_loop));
    return json;
}

Json backend_json(BenchmarkedBackend const& backend) {
    return {{"name", backend.name},
            {"device", report::text_or_null(backend.device)},
            {"start_seconds", backend.missing.empty() ? Json(backend.start_seconds) : Json()},
            {"missing", report::text_or_null(backend.missing)}};
}

}  // namespace

std::string benchmark_text(BenchmarkResult const& result, words::TextStyle const& style) {
    words::TextPage page(style);
    page.paragraph("", "liqcascade " + std::string{program_version()} + " (git " +
                           std::string{git_revision()} + "), " LIQ_COMPILER);
    for (BenchmarkedBackend const& backend : result.backends)
        page.paragraph(backend.name + ": ", backend.missing.empty()
                                                ? backend.device
                                                : "not measured, " + backend.missing);
    page.paragraph("plain loop: ", "compiled by " LIQ_PLAIN_LOOP_COMPILER);
    page.paragraph(
        "", "scenario " + result.scenario + ", " + std::to_string(result.steps) +
                " steps per path; rates in millions of path-steps per second, ratio of medians");
    page.paragraph("start-up: ", start_up_text(result));
    page.line();
    words::Table table(words::Table::Columns::narrow, 3);
    table.head({"backend", "", "case", "min", "median", "max", "ratio", "P(first race up)"});
    if (!result.plain_loop.empty())
        table_row(table, "-", threads_text(1), "plain loop", result.plain_loop, result.plain_loop);
    for (BenchmarkRow const& row : result.rows)
        if (!row.measured.empty() && !result.plain_loop.empty())
            table_row(table, row.backend, threads_text(row.threads), row.asked.name, row.measured,
                      result.plain_loop);
    page.table(table);
    return page.text();
}

std::string benchmark_json(BenchmarkResult const& result) {
    Json json{{"program", "liqcascade"},    {"version", program_version()},
              {"revision", git_revision()}, {"compiler", LIQ_COMPILER},
              {"cores", usable_cores()},    {"scenario", result.scenario},
              {"steps", result.steps}};
    json["start_up"] = {{"read_scenario_seconds", result.start.read_scenario},
                        {"read_market_seconds", result.start.read_market},
                        {"plan_seconds", result.start.plan}};
    json["backends"] = Json::array();
    for (auto const& backend : result.backends) json["backends"].push_back(backend_json(backend));
    json["plain_loop"] =
        result.plain_loop.empty() ? Json() : measured_json(result.plain_loop, result.plain_loop);
    json["plain_loop_compiler"] = LIQ_PLAIN_LOOP_COMPILER;
    json["rows"] = Json::array();
    for (BenchmarkRow const& row : result.rows) {
        if (!row.measured.empty()) json["rows"].push_back(row_json(row, result.plain_loop));
    }
    json["complete"] = result.complete;
    return report::json_text(json) + "\n";
}

}  // namespace liq::benchmark
