#include "host/report/text_lists.hpp"

namespace liq::report {
namespace {

constexpr std::string_view key_from_value = " = ";

}  // namespace

std::string as_lines(std::vector<std::string> const& lines) {
    std::string text;
    for (std::string line : lines) {
        for (char& c : line)
            if (c == '\n') c = ' ';
        text += line + "\n";
    }
    return text;
}

std::string as_lines(std::map<std::string, std::string> const& set) {
    std::vector<std::string> lines;
    for (auto const& [key, value] : set) lines.push_back(key + std::string(key_from_value) + value);
    return as_lines(lines);
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        std::size_t const end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::map<std::string, std::string> set_of(std::string_view text) {
    std::map<std::string, std::string> set;
    for (std::string const& line : lines_of(text)) {
        std::size_t const at = line.find(key_from_value);
        if (at == std::string::npos)
            set[line];
        else
            set[line.substr(0, at)] = line.substr(at + key_from_value.size());
    }
    return set;
}

}  // namespace liq::report
