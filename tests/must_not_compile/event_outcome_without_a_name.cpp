// message: the kind has no outcome of this name
// An outcome that the kind of event does not list cannot be put into a table.
#include "host/events/race.hpp"

namespace {

int index_in_totals() {
    liq::events::OutcomeIndices<liq::events::Race> const outcome(3);
#ifdef CORRECT
    return outcome["neither"];
#else
    return outcome["neiter"];
#endif
}

}  // namespace

int main() {
    return index_in_totals();
}
