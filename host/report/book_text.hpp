/// \file
/// The book of a run as text for a terminal: what can be liquidated and where, and what happens to
/// it.
#pragma once

#include "host/findings/findings.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// Writes the open interest by what the book does with it, how much of it is near spot and can take
/// part in cascades at all; and of a living book its flows and how long positions are held.
void book_section(words::TextPage& page, findings::RunFindings const& f);

}  // namespace liq::report
