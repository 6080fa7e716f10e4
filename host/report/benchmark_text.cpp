#include "host/report/benchmark_text.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "host/report/json_values.hpp"
#include "host/words/numbers.hpp"

namespace liq::report {
namespace {

constexpr int digits = 2;

std::string points(double difference) {
    return words::points(difference, digits);
}

/// "ours is +1.23 pp: cascade +0.10 pp, drift ..., volatility and law ...".
std::string difference(findings::OutcomeFinding const& o) {
    auto const& b = o.benchmark;
    std::string text = "; the answer is " + points(o.with_cascade.probability - b.implied) +
                       " from it: cascade " + points(o.cascade_effect);
    if (std::isfinite(b.drift_effect))
        return text + ", drift " + points(b.drift_effect) + ", volatility and law " +
               points(b.law_effect);
    return text + ", drift, volatility and law " +
           points(o.without_cascade.probability - b.implied);
}

}  // namespace

void benchmark_lines(words::TextPage& page, findings::RunFindings const& f,
                     findings::OutcomeFinding const& o) {
    auto const& b = o.benchmark;
    if (f.benchmark && std::isfinite(b.implied))
        page.paragraph("      ", words::percent(b.implied, digits) +
                                     " at the implied volatility of " +
                                     words::plain(f.benchmark->implied_volatility) + " % a year" +
                                     difference(o));
    if (!b.quoted_at.empty())
        page.paragraph("      ", "quoted " + words::percent(b.middle(), digits) + " (bid " +
                                     words::percent(b.bid, digits) + ", ask " +
                                     words::percent(b.ask, digits) + ") at " + b.quoted_at);
}

void benchmark_notes(words::TextPage& page, findings::RunFindings const& f) {
    if (!f.benchmark) return;
    bool const any = std::ranges::any_of(f.outcomes, [](findings::OutcomeFinding const& o) {
        return std::isfinite(o.benchmark.implied) || !o.benchmark.quoted_at.empty();
    });
    if (!any) return;
    page.line();
    page.paragraph(
        "benchmark: ",
        "a constant volatility without drift, watched all the time; what options imply is a price "
        "of risk, and not a forecast. A quoted event may be defined by another index, by the highs "
        "of one venue, or settle at another hour.");
}

nlohmann::ordered_json benchmark_json(findings::OutcomeFinding const& o) {
    auto const& b = o.benchmark;
    return {{"implied", number_or_null(b.implied)},
            {"cascade_effect", number_or_null(o.cascade_effect)},
            {"drift_effect", number_or_null(b.drift_effect)},
            {"law_effect", number_or_null(b.law_effect)},
            {"bid", number_or_null(b.bid)},
            {"ask", number_or_null(b.ask)},
            {"quoted_at", text_or_null(b.quoted_at)}};
}

}  // namespace liq::report
