/// \file
/// Describes the branching ratios of a book in words.
#pragma once

#include "host/findings/findings.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// Writes the largest branching ratio, for which depth it is, and what follows from it. A ratio
/// below 1 everywhere is no proof that cascades stay small: it is for one moment, without walls and
/// without the effects of earlier cascades.
void branching_verdict(words::TextPage& page, findings::RunFindings const& f);

}  // namespace liq::report
