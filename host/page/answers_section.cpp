// The questions of a run, and what the cascade adds to the answers.

#include <algorithm>
#include <cmath>

#include "host/findings/not_known.hpp"
#include "host/page/section.hpp"
#include "host/page/strip.hpp"
#include "host/report/benchmark_text.hpp"
#include "host/report/outcome_text.hpp"
#include "host/report/range_text.hpp"
#include "host/words/numbers.hpp"
#include "host/words/text_page.hpp"
#include "models/core/units.hpp"

namespace liq::page {
namespace {

using findings::not_known;

/// Half the width of a two-sided 95 % interval of the normal law.
constexpr double normal_95 = 1.959964;

/// What a function writes for the terminal, as a paragraph.
template <class Write>
Html paragraph_of(Write write) {
    constexpr int one_line = 1'000'000;
    words::TextPage page({.unicode = true, .width = one_line});
    write(page);
    Html all;
    std::string const& lines = page.text();
    for (std::size_t at = 0; at < lines.size();) {
        std::size_t const end = lines.find('\n', at);
        std::string_view const line = std::string_view(lines).substr(at, end - at);
        if (line.find_first_not_of(' ') != line.npos)
            all += element("p", line.substr(line.find_first_not_of(' ')));
        at = end + 1;
    }
    return all;
}

Html percent(double share, int digits) {
    return number(share, words::percent(share, digits));
}

Html points(double share, double error, int digits) {
    return number(share, words::points(share, digits)) + text(" \u00b1 ") +
           number(error, words::points(error, digits).substr(1));
}

/// The probability, large, with its interval.
Html headline(findings::OutcomeFinding const& o) {
    findings::Estimate const& e = o.with_cascade;
    if (!std::isfinite(e.probability))
        return element("p", "not known: the condition happened on no path", {{"class", "alarm"}});
    if (report::is_impossible(o)) return element("p", report::impossible);
    int const digits = words::digits_for(e.standard_error);
    return element("p",
                   element("strong", percent(e.probability, digits)) + text(" 95 % interval ") +
                       percent(e.low, digits) + text(" to ") + percent(e.high, digits),
                   {{"class", "answer"}});
}

Html beside(findings::OutcomeFinding const& o, findings::RunFindings const& f) {
    Html all;
    if (std::isfinite(o.without_cascade.probability))
        all += element("p", percent(o.without_cascade.probability,
                                    words::digits_for(o.without_cascade.standard_error)) +
                                text(" without the cascade"));
    if (std::isfinite(o.mean_days))
        all +=
            element("p", text("after ") +
                             number(o.mean_days, words::duration(o.mean_days * seconds_per_day)) +
                             text(" on average, where it happens"));
    if (!o.given.empty())
        all += element("p", "given " + o.given + ", which happened on " +
                                words::whole(o.with_cascade.trials) + " of " +
                                words::whole(f.paths) + " paths");
    if (std::isfinite(o.step_error))
        all += element("p", text("error of the step ") +
                                points(o.step_error, o.step_error_standard_error,
                                       words::digits_for(o.step_error_standard_error)));
    if (std::isfinite(o.controlled.probability))
        all += element("p", text("with control variate ") +
                                percent(o.controlled.probability,
                                        words::digits_for(o.controlled.standard_error)));
    return all + paragraph_of([&](words::TextPage& page) {
               report::range_lines(page, f, o);
               report::benchmark_lines(page, f, o);
           });
}

/// The widest of what is known of the uncertainty of an outcome.
StripMarks marks_of(findings::OutcomeFinding const& o) {
    findings::Range const& range = std::isfinite(o.book_range.low) ? o.book_range : o.price_range;
    double const quoted =
        o.benchmark.quoted_at.empty() ? o.benchmark.implied : o.benchmark.middle();
    return {o.with_cascade.low,
            o.with_cascade.high,
            o.with_cascade.probability,
            o.without_cascade.probability,
            range.low,
            range.high,
            quoted};
}

Html answer(findings::OutcomeFinding const& o, findings::RunFindings const& f) {
    Html const picture = strip(marks_of(o), 0, 1);
    return element("article",
                   element("p", element("b", f.asset + " " + o.question + "?")) +
                       element("p", element("code", o.event + "." + o.outcome)) + headline(o) +
                       picture + element("div", beside(o, f), {{"class", "beside"}}),
                   {{"class", "card"}});
}

}  // namespace

Section answers(ShownRun const& shown) {
    findings::RunFindings const& f = shown.run;
    Html cards;
    for (findings::OutcomeFinding const& o : f.outcomes) cards += answer(o, f);
    if (cards.empty()) return {"answers", "Which first", {}};
    Html const legend = element("p",
                                report::error_legend("\u00b1") +
                                    " The 95 % interval is the sampling error of the paths, and of "
                                    "nothing else. In the strips from 0 "
                                    "to 100 %: the dot is the answer, the circle the answer "
                                    "without the cascade, the thick line the 95 "
                                    "% interval, the thin one the range under draws of the inputs, "
                                    "the upright one the benchmark.",
                                {{"class", "legend"}});
    Html const notes = paragraph_of([&](words::TextPage& page) {
        report::range_notes(page, f);
        report::benchmark_notes(page, f);
    });
    return {"answers", "Which first", element("div", cards, {{"class", "cards"}}) + legend + notes};
}

Section cascade_effects(ShownRun const& shown) {
    findings::RunFindings const& f = shown.run;
    double reach = 0;
    for (findings::OutcomeFinding const& o : f.outcomes)
        if (std::isfinite(o.cascade_effect))
            reach =
                std::max(reach, std::abs(o.cascade_effect) + 2 * o.cascade_effect_standard_error);
    std::vector<double> errors, errors_of_effects;
    for (findings::OutcomeFinding const& o : f.outcomes) {
        errors.push_back(o.with_cascade.standard_error);
        errors_of_effects.push_back(o.cascade_effect_standard_error);
    }
    int const digits_of_all = words::digits_for_all(errors);
    int const digits_of_effects = words::digits_for_all(errors_of_effects);
    std::vector<std::vector<Html>> rows;
    for (findings::OutcomeFinding const& o : f.outcomes) {
        double const effect = o.cascade_effect, error = o.cascade_effect_standard_error;
        if (!std::isfinite(effect)) continue;
        double const half = normal_95 * error;
        int const digits = words::digits_in(digits_of_all, o.with_cascade.standard_error);
        rows.push_back({text(o.question), percent(o.with_cascade.probability, digits),
                        percent(o.without_cascade.probability, digits),
                        points(effect, error, words::digits_in(digits_of_effects, error)),
                        strip({effect - half, effect + half, effect, not_known, not_known,
                               not_known, not_known},
                              -reach, reach)});
    }
    if (rows.empty()) return {"effects", "What the cascade adds", {}};
    return {
        "effects", "What the cascade adds",
        table(
            "Probabilities with and without the cascade, on the same paths",
            {text("question"), text("with the cascade"), text("without"), text("the cascade adds"),
             text("95 % interval, from " + words::points(-reach) + " to " + words::points(reach))},
            rows, "numbers") +
            element("p",
                    "Both columns share every random number, so that the difference has the small "
                    "error "
                    "of a paired comparison.")};
}

}  // namespace liq::page
