/// \file
/// Sums over the cells of a living book, eight numbers side by side (cell_sums.hpp).
#pragma once

#include "models/book/cell.hpp"
#include "models/core/host_device.hpp"

namespace liq::inline LIQ_TARGET {

/// Eight numbers side by side; compilers split them where registers are narrower.
using EightDoubles = double __attribute__((vector_size(64)));
using EightCells = Cell __attribute__((vector_size(32)));

/// sums + cells * weights
LIQ_HD void add_products(EightDoubles& sums, Cell const* cells, double const* weights) {
#pragma clang fp contract(fast)
    EightCells some;
    EightDoubles factors;
    __builtin_memcpy(&some, cells, sizeof some);
    __builtin_memcpy(&factors, weights, sizeof factors);
    sums += __builtin_convertvector(some, EightDoubles) * factors;
}

/// Cells times weights, over whole blocks of `mix_padding` of them.
LIQ_HD double sum_of_cells(Cell const* cells, double const* weights, int blocks) {
    EightDoubles even{}, odd{};
#pragma clang loop unroll(disable)
    for (int block = 0; block < blocks; ++block) {
        int const at = block * mix_padding;
        add_products(even, cells + at, weights + at);
        add_products(odd, cells + at + 8, weights + at + 8);
    }
    EightDoubles const all = even + odd;
    return ((all[0] + all[4]) + (all[1] + all[5])) + ((all[2] + all[6]) + (all[3] + all[7]));
}

/// Whole numbers, added up.
LIQ_HD double sum_of(double const* units, int count) {
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int i = 0; i < count; ++i) sum += units[i];
    return sum;
}

}  // namespace liq::inline LIQ_TARGET
