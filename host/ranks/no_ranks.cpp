// Replaces mpi_ranks.cpp in a build without MPI.

#include "host/errors.hpp"
#include "host/ranks/ranks.hpp"

namespace liq::ranks {

struct Ranks::Job {};

Ranks::Ranks() = default;
Ranks::~Ranks() = default;

int Ranks::rank() const {
    return 0;
}
int Ranks::count() const {
    return 1;
}
int Ranks::local() const {
    return 0;
}
bool Ranks::agree_on(std::string const& /*inputs_sha256*/) {
    return true;
}
void Ranks::serve(batch::WorkQueue& /*queue*/) {}
void Ranks::dismiss() {}
void Ranks::abort(Exit /*exit*/) {}
void Ranks::fail_with(Exit /*exit*/) {}
void Ranks::work(batch::Batch const& /*batch*/, Backend& /*device*/) {}

bool built_with_mpi() {
    return false;
}

}  // namespace liq::ranks
