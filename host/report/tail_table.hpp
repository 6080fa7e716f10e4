/// \file
/// The distributions of a run as tables for people, by which tail is the bad one.
#pragma once

#include "host/findings/findings.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// First the quantities that are worst when they are high, then those that are worst when low.
void tail_tables(words::TextPage& page, findings::RunFindings const& findings);

}  // namespace liq::report
