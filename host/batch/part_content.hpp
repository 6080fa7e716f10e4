/// \file
/// What a part file holds, as bytes and back: the runs of a batch with their inputs, and what is
/// known of each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/batch/batch.hpp"

namespace liq::batch {

/// The machine that simulated, as the report describes it.
struct Machine {
    std::string backend, device;
    int threads = 0;  ///< of all CPU devices together; 0 on cards
    int devices = 1;  ///< that simulate at the same time
    std::string note =
        {};  ///< why the backend is not the one that a user would expect; mostly empty
};

/// A batch, or one shard of it, as read from a part file.
struct Part {
    Batch batch;  ///< with all scenarios and markets of the inputs
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
