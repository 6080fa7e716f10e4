/// \file
/// A measured machine as text and as JSON.
#pragma once

#include <string>

#include "host/benchmark/benchmark.hpp"
#include "host/words/text_page.hpp"

namespace liq::benchmark {

/// A table for people.
std::string benchmark_text(BenchmarkResult const& result, words::TextStyle const& style);

/// One document. Rates are path-steps a second; `ratio` is of medians, to the plain loop.
std::string benchmark_json(BenchmarkResult const& result);

}  // namespace liq::benchmark
