/// \file
/// What markets say, beside the answers of a run.
#pragma once

#include <nlohmann/json.hpp>

#include "host/findings/findings.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// The lines below an answer: the probability at the implied volatility, where the difference comes
/// from, and the quote. Nothing where the outcome has no benchmark.
void benchmark_lines(words::TextPage& page, findings::RunFindings const& f,
                     findings::OutcomeFinding const& o);

/// What a reader of benchmarks has to know, once a run.
void benchmark_notes(words::TextPage& page, findings::RunFindings const& f);

nlohmann::ordered_json benchmark_json(findings::OutcomeFinding const& outcome);

}  // namespace liq::report
