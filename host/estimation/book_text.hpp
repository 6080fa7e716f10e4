/// \file
/// An estimated book for a terminal and as JSON.
#pragma once

#include <string>

#include "host/estimation/book_fit.hpp"
#include "host/words/text_page.hpp"

namespace liq::estimation {

std::string book_text(BookFit const& fit, words::TextStyle const& style);
std::string book_json(BookFit const& fit);

}  // namespace liq::estimation
