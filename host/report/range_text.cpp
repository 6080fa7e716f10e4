#include "host/report/range_text.hpp"

#include <cmath>
#include <string>

#include "host/report/json_values.hpp"
#include "host/words/numbers.hpp"

namespace liq::report {
namespace {

/// \param digits  those of the answer itself
std::string text_of(char const* of, findings::Range const& range, int digits) {
    if (!std::isfinite(range.low)) return "";
    if (range.sd == 0 && range.noise > 0)
        return std::string(of) + " is below the noise of its draws, " +
               words::points(range.noise, words::digits_for(range.noise)).substr(1);
    return std::string(of) + " " + words::percent(range.low, digits) + " to " +
           words::percent(range.high, digits);
}

}  // namespace

void range_lines(words::TextPage& page, findings::RunFindings const& f,
                 findings::OutcomeFinding const& o) {
    std::string text;
    int const digits = words::digits_for(o.with_cascade.standard_error);
    for (auto const& part :
         {f.book_draws > 0 ? text_of("the book", o.book_range, digits) : "",
          f.price_draws > 0 ? text_of("the law of the price", o.price_range, digits) : ""})
        if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
    if (!text.empty()) page.paragraph("      ", "uncertainty of " + text);
}

void range_notes(words::TextPage& page, findings::RunFindings const& f) {
    if (f.book_draws + f.price_draws == 0) return;
    std::string of;
    if (f.book_draws > 0)
        of = words::whole(static_cast<std::uint64_t>(f.book_draws)) + " draws of the book";
    if (f.price_draws > 0)
        of += (of.empty() ? "" : " and ") +
              words::whole(static_cast<std::uint64_t>(f.price_draws)) + " of the law of the price";
    page.line();
    page.paragraph("uncertainty: ",
                   "the central 90 % of the answers under " + of +
                       ", on the same random numbers and without their sampling error, which the "
                       "95 % interval covers.");
}

nlohmann::ordered_json range_json(findings::Range const& range) {
    return {{"sd", number_or_null(range.sd)},
            {"low", number_or_null(range.low)},
            {"high", number_or_null(range.high)},
            {"noise", number_or_null(range.noise)}};
}

}  // namespace liq::report
