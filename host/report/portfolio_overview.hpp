/// \file
/// What runs say of the desk's own positions, side by side.
#pragma once

#include <span>

#include "host/findings/report.hpp"
#include "host/report/run_labels.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// A table with a row for each of these runs, which are of one family: what they set, the
/// probability of a liquidation, the mean profit, ES99 at the horizon with its 95 % interval, and
/// ES99 at the worst moment. Nothing where none of them has positions.
/// \param first  index of the first of them in the report
/// \param most   more rows than this are left out, and counted
void portfolio_overview(words::TextPage& page, std::span<findings::ReportedRun const> runs,
                        std::span<RunLabel const> labels, std::size_t first, std::size_t most);

/// A loss as money; negative where even the worst paths gain.
std::string loss_in_words(double usd);

}  // namespace liq::report
