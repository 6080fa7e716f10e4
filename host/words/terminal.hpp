/// \file
/// What is known of the terminal, if there is one.
#pragma once

namespace liq::words {

/// Whether colour is welcome at a file descriptor: a terminal, and NO_COLOR is not set
/// (no-color.org).
bool welcomes_colour(int descriptor);

/// Columns of the terminal at a file descriptor; 80 where there is none, or one that does not say.
int terminal_width(int descriptor);

}  // namespace liq::words
