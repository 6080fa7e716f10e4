/// \file
/// What a call would do, for `--dry-run`, and whether the machine can.
#pragma once

#include <cstddef>
#include <string>

#include "host/batch/batch.hpp"
#include "host/batch/part_file.hpp"
#include "kernels/backend.hpp"

namespace liq::cli {

/// Refuses what would send the machine into swapping, long before it could answer.
/// \param with_file  whether a report file is written
/// \throws Error(Exit::bad_input)
void check_memory(batch::Batch const& batch, batch::Machine const& machine, bool with_file);

/// The same for so many runs, however small, before they are read.
void check_number_of_runs(std::size_t runs, bool with_file);

/// Of one run: the questions, paths and steps, the book, the device, memory and warnings; of
/// several: a line each. With an estimate of the time, from simulating some paths of each kind of
/// run on `device`, one of those that will share the work. Runs that cannot be planned get
/// their failure.
std::string forecast(batch::Batch& batch, batch::Machine const& machine, Backend& device,
                     bool with_file);

}  // namespace liq::cli
