/// \file
/// Makes text from files and from the command line safe for a terminal, and measures its width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace liq::words {

/// The text with an escape such as \u001B for each character that a terminal may take as a command
/// or that can make a line look like another one: control characters (below U+0020, U+007F to
/// U+009F), marks that change the direction of writing (U+061C, U+200E, U+200F, U+202A to U+202E,
/// U+2066 to U+2069), separators of lines (U+2028, U+2029) and marks of annotations (U+FFF9 to
/// U+FFFB). A byte that is not UTF-8 becomes an escape such as \xFF.
std::string printable(std::string_view text);

/// The same for a page that the program made: ends of lines stay, and so do the escape sequences of
/// `painted`.
std::string printable_page(std::string_view text);

/// The number of columns of a printable text on the screen: a combining mark has none, a wide
/// character (Chinese, Japanese) has two.
std::size_t width_of(std::string_view text);

/// The text in at most `columns` columns. The middle of a longer text is left out ("long...name"),
/// so that names with the same beginning still differ in their ends.
std::string shortened(std::string_view text, std::size_t columns);

enum class Look { plain, strong, good, warning, alarm };

/// The text with the escape sequences of a look; the plain look adds none.
std::string painted(std::string const& text, Look look);

}  // namespace liq::words
