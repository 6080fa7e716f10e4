/// \file
/// The branching profile of a book in words.
#pragma once

#include "host/findings/findings.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// A verdict names the depth that it is of. A profile below 1 is no proof that cascades stay small:
/// it knows one moment, no walls, and nothing of what earlier cascades left behind.
void branching_verdict(words::TextPage& page, findings::RunFindings const& f);

}  // namespace liq::report
