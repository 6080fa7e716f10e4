#include "host/comparison/same_values.hpp"

#include "host/report/write_report.hpp"
#include "host/storage/differences.hpp"
#include "host/storage/isolated.hpp"
#include "host/storage/reader.hpp"
#include "host/storage/seal.hpp"

namespace liq::comparison {

std::set<std::string> volatile_attributes(findings::Report const& report) {
    findings::Report example = report;
    example.runs.resize(1);
    // A run that failed before its first path has all attributes and nothing else.
    example.runs[0].findings.failure = findings::never_started;
    example.runs[0].findings.paths = 0;
    example.runs[0].market.reset();
    auto const names = [&](bool reproducible) {
        std::set<std::string> all;
        for (auto const& object : report::report_objects(example, reproducible))
            if (!object.attribute.empty()) all.insert(object.attribute);
        return all;
    };
    std::set<std::string> const lasting = names(true);
    std::set<std::string> left_out = names(false);
    for (std::string const& name : lasting) left_out.erase(name);
    // A run of another machine may have had a note where this one has none.
    left_out.insert({storage::seal_attribute, "backend_note"});
    return left_out;
}

bool hold_the_same_values(std::filesystem::path const& before, std::filesystem::path const& after,
                          findings::Report const& report) {
    if (report.runs.empty()) return false;
    auto const left_out = volatile_attributes(report);
    storage::ComparisonRules const rules{
        [&](std::string const&, std::string const& attribute) {
            return left_out.contains(attribute);
        },
        [](std::string const&, std::string const&, std::string const& text) { return text; }};
    return storage::in_child_process(before, [&] {
               storage::Reader const first(before), second(after);
               return std::string(
                   storage::differences({first, "/"}, {second, "/"}, rules).empty() ? "same" : "");
           }) == "same";
}

}  // namespace liq::comparison
