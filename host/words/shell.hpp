/// \file
/// Texts for the command line of a shell.
#pragma once

#include <string>
#include <string_view>

namespace liq::words {

/// The text as one word of a POSIX shell: in single quotes where it has a character that a shell
/// may treat in its own way.
std::string shell_word(std::string_view text);

}  // namespace liq::words
