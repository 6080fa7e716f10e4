/// \file
/// How much memory a call needs, and whether the machine has it.
#pragma once

#include <cstddef>
#include <string>

#include "host/batch/batch.hpp"
#include "host/batch/part_file.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::cli {

/// In bytes.
struct MemoryForecast {
    double counters = 0;  ///< of all devices, of the runs that are open, of those being concluded
    double records = 0;   ///< outcomes of the paths of runs that are compared
    double results = 0;   ///< the program, and what it keeps of each run until the end
};

/// \param largest    of the layouts of the runs' counters
/// \param with_file  whether a report file is written
MemoryForecast memory_of(batch::Batch const& batch, batch::Machine const& machine,
                         TotalsLayout const& largest, bool with_file);

/// The layout with more counters.
TotalsLayout larger(TotalsLayout const& a, TotalsLayout const& b);

/// "30 MB for counters, 1 MB for comparisons with base runs, 74 MB for results".
std::string in_words(MemoryForecast const& memory);

/// Refuses what would send the machine into swapping, long before it could answer.
/// \throws Error(Exit::bad_input)
void check_memory(batch::Batch const& batch, batch::Machine const& machine, bool with_file);

/// The same for so many runs, however small, before they are read.
void check_number_of_runs(std::size_t runs, bool with_file);

}  // namespace liq::cli
