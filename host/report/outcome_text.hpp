/// \file
/// Words about probabilities that the overview and the summary of one run share.
#pragma once

#include <cstdint>
#include <string>

#include "host/findings/findings.hpp"

namespace liq::report {

/// Whether the outcome cannot happen, because the insurance fund that it asks about has no limit.
bool is_impossible(findings::OutcomeFinding const& outcome);

/// The answer to such an outcome.
inline constexpr char const* impossible =
    "0 %: the insurance fund has no limit, so liquidations cannot empty it (waterfall.fund sets "
    "one)";

/// Says once on a page what the number after a plus-minus sign is.
/// \param plus_minus  the sign, which may have spaces around it
std::string error_legend(std::string const& plus_minus);

/// The same for a run, with what its intervals cover: the sampling error of so many paths alone.
std::string sampling_legend(std::uint64_t paths, std::string const& plus_minus);

/// A probability whose standard error is 0 because the outcome happened on no path or on every one,
/// by its 95 % interval: "up to 0.76 %" or "from 99.24 %".
std::string bound_in_words(findings::Estimate const& estimate);

}  // namespace liq::report
