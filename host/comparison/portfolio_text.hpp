/// \file
/// The changes of the desk's positions as text for a terminal.
#pragma once

#include "host/comparison/comparison.hpp"
#include "host/words/text_page.hpp"

namespace liq::comparison {

/// A table of the headline numbers of both runs; nothing where they have none in common.
/// \param significance  rows with a smaller p value stand out
void portfolio_section(words::TextPage& page, RunComparison const& pair, double significance);

/// Adds a number to the table of an attribution, divided among the inputs.
void add_attributed_number(words::Table& table, OutcomeAttribution const& number);

}  // namespace liq::comparison
