/// \file
/// The exit code for `--fail-on-limit` and `--fail-on-uncertain`.
#pragma once

#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"
#include "host/errors.hpp"
#include "host/findings/report.hpp"

namespace liq::cli {

/// Exit::done if neither option was given. Otherwise Exit::limit_breached if a limit of any run has
/// the state "breach", with an error message for each of them. An uncertain limit gives a warning;
/// with
/// --fail-on-uncertain it counts as an error.
Exit limit_exit(findings::Report const& report, ResultOptions const& options,
                Messages const& messages);

}  // namespace liq::cli
