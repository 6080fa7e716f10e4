/// \file
/// Standard output: the one place where results leave for it, and how they look there.
#pragma once

#include <string>

#include "host/cli/messages.hpp"
#include "host/words/text_page.hpp"

namespace liq::cli {

/// Puts a descriptor that fails in the place of each standard stream that the caller closed.
/// Without it the next file to be opened would become standard output and receive the results.
void hold_closed_streams();

/// Colour as asked, symbols beyond ASCII where the locale can show them, width of the terminal.
words::TextStyle text_style(Colour colour);

/// Writes all of a page to standard output, with an escape for what a terminal might obey and did
/// not come from this program; in JSON, too, these escapes mean the same text. \throws
/// Error(Exit::no_file) when it does not arrive, as on a full disk
void print_result(std::string const& result);

}  // namespace liq::cli
