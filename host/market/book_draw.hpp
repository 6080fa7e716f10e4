/// \file
/// The market of one draw of an estimated book.
#pragma once

#include "host/market/market.hpp"

namespace liq::market {

/// The market with the positions of a draw in place of the estimated ones: for each side and
/// leverage its weight times the positions of its replay. What the weights of the draw do not cover
/// stands where what those of the estimate do not cover stands. Classes turn over in the draw's
/// volume-days, the mean of both sides, and are held at its weights (held_at.hpp). Its `sha256`
/// tells it apart from the market's own.
/// \param draw  from 0
/// \throws Error for a market without draws, and for a draw that it does not have
Market with_book_draw(Market const& market, int draw);

}  // namespace liq::market
