/// \file
/// Limits in words, for the terminal.
#pragma once

#include <string>

#include "host/findings/findings.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// A value of a limit's metric in its unit: 36.2 %, $1.2B, $97,500.
std::string limit_value(findings::LimitFinding const& limit, double value);

/// The 95 % interval: "31.9 % to 36.2 %", "from $1.2B"; "not known" where neither end is.
std::string limit_interval(findings::LimitFinding const& limit);

/// The section of the terminal summary; nothing for a run without limits.
void limits_section(words::TextPage& page, findings::RunFindings const& run);

}  // namespace liq::report
