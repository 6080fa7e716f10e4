// What checkpoints and parts of a batch hold. The files that hold it are read as reports are, and
// have its digest, which whoever changes it on purpose can compute anew.
#include "host/batch/part_content.hpp"
#include "tests/fuzz/target.hpp"

namespace liq::fuzz {
namespace {

void read(std::string_view bytes) {
    batch::Part part;
    part.batch.shard = {1, 1};
    batch::unpack_part(bytes, part);
    expect(part.batch.runs.size() == part.batch.states.size(), "a run has no state");
    std::string const packed = batch::pack_part(part.batch, part.batch.states, part.machine);
    batch::Part again;
    again.batch.shard = {1, 1};
    batch::unpack_part(packed, again);
    expect(batch::pack_part(again.batch, again.batch.states, again.machine) == packed,
           "a batch changes when it is kept again");
}

}  // namespace

Target const checkpoint_target{"checkpoint", read, true};

}  // namespace liq::fuzz
