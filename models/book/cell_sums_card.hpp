/// \file
/// Sums over the cells of a living book, as a thread of a card makes them (cell_sums.hpp).
#pragma once

#include "models/book/cell.hpp"
#include "models/core/host_device.hpp"

namespace liq::inline LIQ_TARGET {

LIQ_HD double sum_of_cells(Cell const* cells, double const* weights, int blocks) {
    double sum = 0;
#pragma unroll 1
    for (int i = 0; i < blocks * mix_padding; ++i)
        sum += static_cast<double>(cells[i]) * weights[i];
    return sum;
}
LIQ_HD double sum_of(double const* units, int count) {
    double sum = 0;
#pragma unroll 1
    for (int i = 0; i < count; ++i) sum += units[i];
    return sum;
}

}  // namespace liq::inline LIQ_TARGET
