/// \file
/// How results look on this standard output.
#pragma once

#include "host/cli/options.hpp"
#include "host/report/terminal_summary.hpp"

namespace liq {

/// Colour on a terminal, unless NO_COLOR is set (no-color.org) or the option says otherwise;
/// symbols beyond ASCII where the locale can show them.
TextStyle text_style(Colour colour);

}  // namespace liq
