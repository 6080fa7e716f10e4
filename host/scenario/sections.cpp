#include "host/scenario/sections.hpp"

#include <sstream>

namespace liq::scenario {

std::string word_at(char const* words, std::size_t index) {
    std::istringstream in(words);
    std::string word;
    for (std::size_t i = 0; i <= index && in >> word; ++i) {
    }
    return word;
}

std::size_t count_words(char const* words) {
    std::istringstream in(words);
    std::size_t n = 0;
    for (std::string word; in >> word;) ++n;
    return n;
}

SectionCondition condition_of_section(std::string_view section) {
    if (section == "book") return {"cascade.book", "living"};
    return {};
}

bool section_applies(Scenario const& scenario, std::string_view section) {
    // The positions of its file are written as [[position]] tables, so that no file is needed.
    if (section == "portfolio") return false;
    if (section == "benchmark") return !scenario.benchmark.is_empty();
    return section != "book" || scenario.cascade.book == BookKind::living;
}

}  // namespace liq::scenario
