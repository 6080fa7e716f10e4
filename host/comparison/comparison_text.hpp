/// \file
/// Two reports side by side for a person at a terminal.
#pragma once

#include <string>

#include "host/comparison/comparison.hpp"
#include "host/words/text_page.hpp"

namespace liq::comparison {

std::string comparison_text(Comparison const& comparison, ReportFile const& before,
                            ReportFile const& after, words::TextStyle const& style);

}  // namespace liq::comparison
