#include "host/report/run_labels.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "host/words/numbers.hpp"
#include "host/words/printable.hpp"

namespace liq::report {
namespace {

/// The last `parts` parts of a dotted key.
std::string last_parts(std::string const& key, int parts) {
    std::size_t at = key.size();
    for (int i = 0; i < parts && at != 0 && at != key.npos; ++i) at = key.rfind('.', at - 1);
    return at == key.npos || at == 0 ? key : key.substr(at + 1);
}

/// Keys whose values differ among the runs [begin, end) that are not variants.
std::set<std::string> differing(findings::Report const& report, std::size_t begin,
                                std::size_t end) {
    std::set<std::string> keys;
    auto const& base = report.runs[begin].findings.set;
    for (std::size_t i = begin; i < end; ++i) {
        findings::RunFindings const& run = report.runs[i].findings;
        if (!run.variant.empty()) continue;
        for (auto const& [key, value] : run.set) {
            auto const at = base.find(key);
            if (at == base.end() || at->second != value) keys.insert(key);
        }
    }
    return keys;
}

RunLabel label_of(findings::RunFindings const& run, bool is_base, bool has_family,
                  std::vector<std::string> const& keys) {
    RunLabel label;
    label.name = !run.variant.empty() ? run.variant
                 : !has_family        ? run.name
                 : is_base            ? "base"
                                      : "";
    for (std::string const& key : keys) {
        auto const at = run.set.find(key);
        label.values.push_back(
            at == run.set.end() || !run.variant.empty() ? "" : value_in_words(at->second));
    }
    return label;
}

}  // namespace

std::string value_in_words(std::string const& value) {
    double number = 0;
    auto const end = std::from_chars(value.data(), value.data() + value.size(), number);
    bool const is_number = end.ec == std::errc{} && end.ptr == value.data() + value.size();
    if (!is_number) return value;
    std::string const text = words::plain(number);
    // A number that needs more than seven digits stays as it was set.
    std::string digits = text;
    std::erase(digits, ',');
    double again = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), again);
    return again == number ? text : value;
}

std::string RunLabel::all() const {
    std::string text = name;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!values[i].empty()) text += (text.empty() ? "" : ", ") + keys[i] + " = " + values[i];
    return text;
}

std::size_t end_of_family(findings::Report const& report, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < report.runs.size() && report.runs[end].findings.base == begin) ++end;
    return end;
}

std::vector<RunLabel> run_labels(findings::Report const& report) {
    std::vector<RunLabel> labels;
    for (std::size_t begin = 0; begin < report.runs.size();) {
        std::size_t const end = end_of_family(report, begin);
        auto const differ = differing(report, begin, end);
        std::vector<std::string> const keys(differ.begin(), differ.end());
        for (std::size_t i = begin; i < end; ++i) {
            labels.push_back(label_of(report.runs[i].findings, i == begin, end > begin + 1, keys));
            labels.back().keys = short_keys(keys);
        }
        begin = end;
    }
    return labels;
}

std::vector<std::string> swept_keys(findings::Report const& report) {
    std::set<std::string> keys;
    for (std::size_t begin = 0; begin < report.runs.size();) {
        std::size_t const end = end_of_family(report, begin);
        keys.merge(differing(report, begin, end));
        begin = end;
    }
    return {keys.begin(), keys.end()};
}

std::vector<std::string> short_keys(std::vector<std::string> const& keys) {
    std::vector<std::string> names;
    for (std::string const& key : keys) {
        int parts = 1;
        auto const is_ambiguous = [&] {
            return std::ranges::count_if(keys, [&](std::string const& other) {
                       return last_parts(other, parts) == last_parts(key, parts);
                   }) > 1;
        };
        while (last_parts(key, parts) != key && is_ambiguous()) ++parts;
        names.push_back(last_parts(key, parts));
    }
    return names;
}

}  // namespace liq::report
