/// \file
/// Limits and their states as text for the terminal.
#pragma once

#include <string>

#include "host/findings/findings.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// A value of the limit's metric in its unit, such as 36.2 %, $1.2B or $97,500.
std::string limit_value(findings::LimitFinding const& limit, double value);

/// The 95 % interval, such as "31.9 % to 36.2 %" or "from $1.2B"; "not known" where no end is
/// known.
std::string limit_interval(findings::LimitFinding const& limit);

/// Writes the section of the terminal summary; nothing for a run without limits.
void limits_section(words::TextPage& page, findings::RunFindings const& run);

}  // namespace liq::report
