/// \file
/// A report for a person at a terminal: the question, the answer with its error, what the cascade
/// adds, the tails, the book, and how it was computed; of several runs an overview.
#pragma once

#include <string>

#include "host/findings/report.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

std::string terminal_summary(findings::Report const& report, words::TextStyle const& style);

}  // namespace liq::report
