#include "host/report/outcome_text.hpp"

#include "host/events/waterfall.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"

namespace liq::report {

bool is_impossible(findings::OutcomeFinding const& outcome) {
    findings::Estimate const& e = outcome.with_cascade;
    return outcome.kind == events::Waterfall::kind && e.trials > 0 && e.high == 0;
}

std::string error_legend(std::string const& plus_minus) {
    std::size_t const first = plus_minus.find_first_not_of(' ');
    std::size_t const last = plus_minus.find_last_not_of(' ');
    return "The number after " + plus_minus.substr(first, last - first + 1) +
           " is one standard error; a 95 % interval reaches about twice as far on each side.";
}

std::string sampling_legend(std::uint64_t paths, std::string const& plus_minus) {
    return "A 95 % interval is the sampling error of " + words::counted(paths, "path") +
           ": it does not cover what is unknown of the inputs. " + error_legend(plus_minus);
}

std::string bound_in_words(findings::Estimate const& estimate) {
    int const digits = words::digits_for(estimate.high - estimate.low);
    return estimate.probability == 0 ? "up to " + words::percent(estimate.high, digits)
                                     : "from " + words::percent(estimate.low, digits);
}

}  // namespace liq::report
