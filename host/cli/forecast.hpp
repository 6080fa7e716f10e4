/// \file
/// What a call would do, for `--dry-run`.
#pragma once

#include <string>

#include "host/batch/batch.hpp"
#include "host/batch/part_file.hpp"
#include "kernels/backend.hpp"

namespace liq::cli {

/// Of one run: the questions, paths and steps, the book, the device, memory and warnings; of
/// several: a line each. With an estimate of the time, from simulating some paths of each kind of
/// run on `device`, one of those that will share the work. Runs that cannot be planned get
/// their failure.
std::string forecast(batch::Batch& batch, batch::Machine const& machine, Backend& device,
                     bool with_file);

}  // namespace liq::cli
