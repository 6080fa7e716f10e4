/// \file
/// A report for a person at a terminal: the question, the answer with its error, what the cascade
/// adds, the tails, the book, and how it was computed; of several runs an overview.
#pragma once

#include <string>

#include "host/findings/report.hpp"

namespace liq::report {

/// How text may look. Plain by default: for files and pipes.
struct TextStyle {
    bool colour = false;   ///< ANSI escapes
    bool unicode = false;  ///< block characters in charts; else ASCII
    int width = 80;        ///< columns
};

std::string terminal_summary(findings::Report const& report, TextStyle const& style);

}  // namespace liq::report
