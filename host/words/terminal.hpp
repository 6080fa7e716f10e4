/// \file
/// The properties of the terminal, if there is one.
#pragma once

namespace liq::words {

/// Whether text at a file descriptor may have colour: it is a terminal, TERM is not "dumb", and
/// NO_COLOR is not set (no-color.org).
bool accepts_colour(int descriptor);

/// The columns of the terminal at a file descriptor. Where there is no terminal or its width is not
/// known, the environment's COLUMNS if it is from 40 to 1000, else 80.
int terminal_width(int descriptor);

}  // namespace liq::words
