/// \file
/// The sections about one family of runs: those of a scenario file with its sweep and variants.
#pragma once

#include <cstddef>
#include <string>

#include "host/findings/report.hpp"
#include "host/page/section.hpp"

namespace liq::page {

/// The outcome of this name, `event.outcome`; null where the run does not ask for it.
findings::OutcomeFinding const* outcome_named(findings::RunFindings const& run,
                                              std::string const& name);

/// The answers of the runs [begin, end) over two of the keys that differ among them, as tables with
/// a colour for each value. Without a body where fewer than two keys have several values.
Section sweep(findings::Report const& report, std::size_t begin, std::size_t end);

/// How the runs [begin, end) differ from their base run, the first of them, path by path.
Section differences(findings::Report const& report, std::size_t begin, std::size_t end);

}  // namespace liq::page
