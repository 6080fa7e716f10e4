/// \file
/// A report as text for a terminal. For a single run it has the questions, the answers with their
/// errors, the effect of the cascade, the tails, the book, and how the run was computed. For
/// several runs it is an overview.
#pragma once

#include <string>

#include "host/findings/report.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// \param sort  the column by which an overview is sorted; empty: runs in their order
/// \throws Error(Exit::bad_input) where an overview has no such column
std::string terminal_summary(findings::Report const& report, words::TextStyle const& style,
                             std::string const& sort = {});

}  // namespace liq::report
