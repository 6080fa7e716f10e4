#include "host/benchmark/benchmark_report.hpp"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "host/revision.hpp"
#include "kernels/cpu/usable_cores.hpp"

namespace liq::benchmark {
namespace {

using Json = nlohmann::ordered_json;

template <class... Values>
std::string printed(char const* format, Values... values) {
    std::array<char, 256> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

std::string threads_text(int threads) {
    return threads == 0 ? "" : std::to_string(threads) + (threads == 1 ? " thread" : " threads");
}

double ratio_to(Measuring const& yardstick, Measuring const& measured) {
    return measured.rates().median / yardstick.rates().median;
}

std::string table_row(std::string const& who, std::string const& threads, std::string const& what,
                      Measuring const& measured, Measuring const& yardstick) {
    Spread const rates = measured.rates();
    return printed("%-8s %-10s %-20s %9.1f %9.1f %9.1f %8.1f x   %.4f +- %.4f\n", who.c_str(),
                   threads.c_str(), what.c_str(), rates.low * 1e-6, rates.median * 1e-6,
                   rates.high * 1e-6, ratio_to(yardstick, measured), measured.probability(),
                   measured.standard_error());
}

std::string start_up_text(BenchmarkResult const& result) {
    std::string text = printed("start-up: scenario %.1f ms, market %.1f ms, plan %.1f ms",
                               result.start.read_scenario * 1e3, result.start.read_market * 1e3,
                               result.start.plan * 1e3);
    for (BenchmarkedBackend const& backend : result.backends) {
        if (!backend.missing.empty()) continue;
        text += printed(", %s %.1f ms", backend.name.c_str(), backend.start_seconds * 1e3);
    }
    return text + "\n";
}

Json measured_json(Measuring const& measured, Measuring const& yardstick) {
    Spread const rates = measured.rates();
    return {{"path_steps_per_second",
             {{"min", rates.low}, {"median", rates.median}, {"max", rates.high}}},
            {"repetitions", measured.repetitions()},
            {"ratio", ratio_to(yardstick, measured)},
            {"paths", measured.paths()},
            {"probability", measured.probability()},
            {"standard_error", measured.standard_error()}};
}

Json row_json(BenchmarkRow const& row, Measuring const& yardstick) {
    Json json{{"backend", row.backend},           {"threads", row.threads},
              {"case", row.asked.name},           {"model", row.asked.model},
              {"book", row.asked.book},           {"monitoring", row.asked.monitoring},
              {"race_only", row.asked.race_only}, {"set", row.asked.set}};
    json.update(measured_json(row.measured, yardstick));
    return json;
}

Json backend_json(BenchmarkedBackend const& backend) {
    auto const or_null = [](std::string const& text) { return text.empty() ? Json() : Json(text); };
    return {{"name", backend.name},
            {"device", or_null(backend.device)},
            {"start_seconds", backend.missing.empty() ? Json(backend.start_seconds) : Json()},
            {"missing", or_null(backend.missing)}};
}

}  // namespace

std::string benchmark_text(BenchmarkResult const& result) {
    std::string text = "liqcascade " + std::string{program_version()} + " (git " +
                       std::string{git_revision()} + "), " LIQ_COMPILER "\n";
    for (BenchmarkedBackend const& backend : result.backends) {
        text += backend.name + ": " +
                (backend.missing.empty() ? backend.device : "not measured, " + backend.missing) +
                "\n";
    }
    text += "plain loop: compiled by " LIQ_PLAIN_LOOP_COMPILER "\n";
    text += "scenario " + result.scenario + ", " + std::to_string(result.steps) +
            " steps a path; rates in millions of path-steps a second, ratio of medians\n";
    text += start_up_text(result) + "\n";
    text += printed("%-8s %-10s %-20s %9s %9s %9s %10s   %s\n", "backend", "", "case", "min",
                    "median", "max", "ratio", "P(first race up)");
    if (result.yardstick.empty()) return text;
    text += table_row("-", "1 thread", "plain loop", result.yardstick, result.yardstick);
    for (BenchmarkRow const& row : result.rows) {
        if (row.measured.empty()) continue;
        text += table_row(row.backend, threads_text(row.threads), row.asked.name, row.measured,
                          result.yardstick);
    }
    return text;
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
        result.yardstick.empty() ? Json() : measured_json(result.yardstick, result.yardstick);
    json["plain_loop_compiler"] = LIQ_PLAIN_LOOP_COMPILER;
    json["rows"] = Json::array();
    for (BenchmarkRow const& row : result.rows) {
        if (!row.measured.empty()) json["rows"].push_back(row_json(row, result.yardstick));
    }
    json["complete"] = result.complete;
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace liq::benchmark
