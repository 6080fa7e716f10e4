/// \file
/// What the uncertainty of estimated inputs does to the answers of a run.
#pragma once

#include <nlohmann/json.hpp>

#include "host/findings/findings.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// The line below an answer; nothing where the run has no draws.
void range_lines(words::TextPage& page, findings::RunFindings const& f,
                 findings::OutcomeFinding const& o);

/// What the ranges are, once a run.
void range_notes(words::TextPage& page, findings::RunFindings const& f);

/// The standard deviation, low and high end of a range.
nlohmann::ordered_json range_json(findings::Range const& range);

}  // namespace liq::report
