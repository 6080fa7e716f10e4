/// \file
/// Text from files on its way to a terminal.
#pragma once

#include <string>
#include <string_view>

namespace liq::words {

/// The text with every control character, which a terminal might obey, as an escape such as \u001B:
/// those below U+0020, U+007F, and U+0080 to U+009F.
std::string printable(std::string_view text);

}  // namespace liq::words
