/// \file
/// What a part file holds, as bytes and back: the runs of a batch with their inputs, and what is
/// known of each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/batch/batch.hpp"

namespace liq::batch {

/// The machine that simulated, for the report.
struct Machine {
    std::string backend, device;
    int threads = 0;   ///< of all devices of the CPU; 0 on cards
    int devices = 1;   ///< that work side by side
    std::string note;  ///< why the backend is another than one would expect; mostly empty
};

struct Part {
    Batch batch;  ///< complete: its scenarios and markets are those of the inputs
    std::string inputs_sha256;
    Machine machine;
};

/// The bytes that describe a batch, its states and its machine.
std::string pack_part(Batch const& batch, std::vector<RunState> const& states,
                      Machine const& machine);

/// Reads what `pack_part` wrote into the batch and the machine of a part.
/// \throws Error(Exit::bad_input) if the bytes are damaged or of another shard than `part` has
void unpack_part(std::string_view bytes, Part& part);

}  // namespace liq::batch
