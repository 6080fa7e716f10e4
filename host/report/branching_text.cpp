#include "host/report/branching_text.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "host/words/numbers.hpp"

namespace liq::report {
namespace {

/// A cascade sustains itself where the local branching ratio is at least this (models/law.md 6).
constexpr double self_sustaining = 1.0;

/// Says where the branching ratio is largest.
/// \param sustains  set to true if a ratio is large enough for a cascade to sustain itself
std::string peak_in_words(findings::RunFindings const& f, std::vector<double> const& ratio,
                          char const* of_which_depth, bool& sustains) {
    std::size_t largest = 0, sustaining = 0;
    bool any = false;
    for (std::size_t i = 0; i < std::min(ratio.size(), f.ladder.price.size()); ++i) {
        if (!std::isfinite(ratio[i])) continue;
        if (!any || ratio[i] > ratio[largest]) largest = i;
        any = true;
        sustaining += ratio[i] >= self_sustaining ? 1 : 0;
    }
    if (!any) return "";
    sustains = sustains || sustaining > 0;
    return "at most " + words::plain(ratio[largest], 2) + " " + of_which_depth + ", reached at " +
           words::price(f.ladder.price[largest]) + " (" +
           words::signed_percent(f.ladder.price[largest] / f.spot - 1, 1) + " from spot); " +
           (sustaining == 0 ? "below 1 everywhere"
                            : "1 or more at " + words::whole(sustaining) + " of " +
                                  words::whole(ratio.size()) + " grid points");
}

}  // namespace

void branching_verdict(words::TextPage& page, findings::RunFindings const& f) {
    bool sustains = false;
    std::string const at_start =
        peak_in_words(f, f.ladder.branching_ratio, "at the depth of the start", sustains);
    if (at_start.empty()) return;
    page.paragraph("  branching ratio ", at_start);
    bool const withdraws = !f.ladder.branching_ratio_withdrawn.empty();
    if (withdraws)
        page.paragraph(
            "  branching ratio ",
            peak_in_words(f, f.ladder.branching_ratio_withdrawn,
                          "at the depth that remains if the fuel is liquidated in one step",
                          sustains));
    char const* verdict =
        "Below 1 the first cascade from spot dies out. The ratio does not include walls, the "
        "length "
        "of the step and earlier cascades.";
    if (withdraws)
        verdict =
            "Below 1 the first cascade from spot dies out. Later cascades may find even less "
            "depth.";
    page.paragraph("    ", sustains ? "At 1 or more a cascade sustains itself." : verdict);
}

}  // namespace liq::report
