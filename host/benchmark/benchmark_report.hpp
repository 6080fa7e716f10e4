/// \file
/// The result of a benchmark as text and as JSON.
#pragma once

#include <string>

#include "host/benchmark/benchmark.hpp"
#include "host/words/text_page.hpp"

namespace liq::benchmark {

/// The result as a table for a terminal.
std::string benchmark_text(BenchmarkResult const& result, words::TextStyle const& style);

/// The result as one document. Rates are in path-steps per second; `ratio` is the median rate
/// divided by that of the plain loop.
std::string benchmark_json(BenchmarkResult const& result);

}  // namespace liq::benchmark
