/// \file
/// What stands on a page, line by line.
#pragma once

#include <sstream>
#include <string>
#include <vector>

namespace liq::test {

inline std::vector<std::string> lines_of_text(std::string const& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

}  // namespace liq::test
