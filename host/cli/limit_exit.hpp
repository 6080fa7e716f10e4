/// \file
/// `--fail-on-limit` and `--fail-on-uncertain`: the exit code of a report whose limits are
/// breached.
#pragma once

#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"
#include "host/errors.hpp"
#include "host/findings/report.hpp"

namespace liq::cli {

/// Exit::done unless the options ask for more. Else Exit::limit_breached if a limit of any run has
/// the state "breach", with an error on standard error for each of them. An uncertain limit is
/// warned of; with --fail-on-uncertain it is an error, too.
Exit limit_exit(findings::Report const& report, ResultOptions const& options,
                Messages const& messages);

}  // namespace liq::cli
