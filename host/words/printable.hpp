/// \file
/// Text from files and from the caller on its way to a terminal, and the room that it takes there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace liq::words {

/// The text with an escape for everything that a terminal might obey or that makes a line look like
/// another: control characters (below U+0020, U+007F to U+009F), marks that change the direction of
/// writing (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069) and separators of lines
/// (U+2028, U+2029) as \u001B, and what is no UTF-8 a byte at a time as \xFF.
std::string printable(std::string_view text);

/// The same for a page that the program made: ends of lines stay, and so do the few escapes with
/// which `painted` switches colour.
std::string printable_page(std::string_view text);

/// Columns that a text takes: none for a combining mark, two for a wide character, as of Chinese or
/// Japanese. The text is printable.
std::size_t width_of(std::string_view text);

/// The text in at most so many columns: where it takes more, the middle is left out
/// ("long...name"). Names that begin alike stay apart by their ends.
std::string shortened(std::string_view text, std::size_t columns);

enum class Look { plain, strong, good, warning, alarm };

/// The text in colour.
std::string painted(std::string const& text, Look look);

}  // namespace liq::words
