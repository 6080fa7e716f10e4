/// \file
/// Sums over the cells of a living book: `sum_of_cells(cells, weights, blocks)`, of cells times
/// weights over whole blocks of `mix_padding`, and `sum_of(units, count)`. They are of whole
/// numbers below 2^53, which doubles hold exactly, so neither their order nor a fused multiply-add
/// changes a bit. The compiler of a card cannot read what makes them fast on a CPU.
#pragma once

#include "models/core/host_device.hpp"

#include LIQ_CARD_OR_CPU("models/book/cell_sums_card.hpp", "models/book/cell_sums_cpu.hpp")
