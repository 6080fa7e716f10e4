/// \file
/// What markets say about the outcomes of a run, along the axis `outcome`.
#pragma once

#include <string>

#include "host/findings/findings.hpp"
#include "host/report/layout_columns.hpp"

namespace liq::report::layout {

/// Only for runs with a benchmark; NaN for outcomes without a closed form or a quote.
template <class Form>
void benchmarks(Form& form, findings::RunFindings& f) {
    bool const present = form.has("benchmark_implied", f.benchmark.has_value());
    if (!present) return;
    auto const put = [&](char const* name, double findings::OutcomeBenchmark::* part,
                         char const* what) {
        column<double>(form, name, "outcome", f.outcomes,
                       [part](findings::OutcomeFinding& o) -> double& { return o.benchmark.*part; },
                       {"1", what});
    };
    put("benchmark_implied", &findings::OutcomeBenchmark::implied,
        "probability at the implied volatility, closed form without drift; probability less this "
        "is cascade_effect + benchmark_drift_effect + benchmark_law_effect");
    put("benchmark_drift_effect", &findings::OutcomeBenchmark::drift_effect,
        "what the drift adds, at the mean variance of the law of the price");
    put("benchmark_law_effect", &findings::OutcomeBenchmark::law_effect,
        "what another volatility and another law of the price add");
    put("benchmark_bid", &findings::OutcomeBenchmark::bid, "quoted probability, bid");
    put("benchmark_ask", &findings::OutcomeBenchmark::ask, "quoted probability, ask");
    column<std::string>(
        form, "benchmark_quoted_at", "outcome", f.outcomes,
        [](findings::OutcomeFinding& o) -> std::string& { return o.benchmark.quoted_at; },
        {"", "time of the quote, UTC; empty: none"});
}

}  // namespace liq::report::layout
