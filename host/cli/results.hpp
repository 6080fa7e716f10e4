/// \file
/// Standard output: the only functions that write results to it.
#pragma once

#include <string>

#include "host/cli/messages.hpp"
#include "host/words/text_page.hpp"

namespace liq::cli {

/// Replaces each standard stream that the caller closed by a descriptor on which all writing and
/// reading fails. Without this, the next file to be opened could become standard output and receive
/// the results.
void hold_closed_streams();

/// The style for standard output: colour as asked for, symbols beyond ASCII if the locale has them,
/// and the width of the terminal.
/// \param quiet  whether notes are left out
words::TextStyle text_style(Colour colour, bool quiet = false);

/// Writes a whole page to standard output. Control characters that do not come from this program
/// are escaped; in JSON the escapes mean the same text.
/// \throws Error(Exit::no_file) if the page cannot be written in full, as on a full disk
void print_result(std::string const& result);

}  // namespace liq::cli
