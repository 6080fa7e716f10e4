/// \file
/// The sections of a page. Each function returns a section without a body where the run has nothing
/// for it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/findings/report.hpp"
#include "host/page/chart.hpp"
#include "host/page/html.hpp"

namespace liq::page {

inline constexpr char const* warnings_title = "Read this first: assumptions and warnings";

struct Section {
    std::string id, title;
    Html body;
};

/// A run with its details, and what its sections need beside it.
struct ShownRun {
    findings::RunFindings const& run;
    std::string prefix;         ///< of the ids of its sections and figures, "run3-"
    bool reproducible = false;  ///< leave out dates and the machine
};

/// A time of a file for people, `2025-06-05 21:00 UTC`; as it is where it is no time in UTC.
std::string time_in_words(std::string const& iso);

Section head(ShownRun const& shown, findings::Report const& report);
Section warnings(ShownRun const& shown);
Section limits(ShownRun const& shown);

Section answers(ShownRun const& shown);
Section cascade_effects(ShownRun const& shown);

Section first_touch(ShownRun const& shown, Charts& charts);
Section price_over_time(ShownRun const& shown, Charts& charts);
Section sample_paths(ShownRun const& shown, Charts& charts);

Section liquidations(ShownRun const& shown, Charts& charts);
Section branching(ShownRun const& shown, Charts& charts);

Section exceedance(ShownRun const& shown, Charts& charts);
Section extremes(ShownRun const& shown, Charts& charts);
Section tails(ShownRun const& shown);
Section fund(ShownRun const& shown);
Section positions(ShownRun const& shown, Charts& charts);

Section repeat(ShownRun const& shown);

/// The sections about all runs of a batch.
std::vector<Section> batch_sections(findings::Report const& report,
                                    std::vector<std::size_t> const& in_detail, bool reproducible);

}  // namespace liq::page
