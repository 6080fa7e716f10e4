/// \file
/// `--fail-on-limit` and `--fail-on-uncertain`: the exit code of a report whose limits are
/// breached.
#pragma once

#include "host/cli/messages.hpp"
#include "host/errors.hpp"
#include "host/findings/report.hpp"

namespace liq::cli {

/// Exit::limit_breached if a limit of any run has the state "breach", with an error on standard
/// error for each of them; else Exit::done. An uncertain limit is warned of, or with
/// `fails_uncertain` an error, too.
Exit limit_exit(findings::Report const& report, bool fails_uncertain, Messages const& messages);

}  // namespace liq::cli
