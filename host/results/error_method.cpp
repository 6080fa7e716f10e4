#include "host/results/error_method.hpp"

#include "host/results/replicates.hpp"

namespace liq::results {
namespace {

std::string const counted = " of Clopper and Pearson";

std::string of_paths(bool control_variate) {
    std::string const method = "independent paths: binomial errors, 95 % intervals" + counted;
    if (!control_variate) return method;
    return method +
           "; with control variate: binomial errors in two strata, with two hits and two misses "
           "added "
           "in each";
}

std::string of_replicates(int planned, int used, bool control_variate) {
    std::string method = "spread of " + std::to_string(planned) + " independent replicates";
    if (used < planned)
        method += ", of which " + std::to_string(used) + (used == 1 ? " has paths" : " have paths");
    if (used < 2)
        return method + ": no standard errors; 95 % intervals" + counted + " for half the paths" +
               (control_variate ? "; no estimate with control variate" : "");
    method += ", 95 % intervals of Student's t with " + std::to_string(used - 1) +
              (used == 2 ? " degree of freedom" : " degrees of freedom");
    if (control_variate)
        method += used < 3 ? " (no estimate with control variate)"
                           : " (with control variate " + std::to_string(used - 2) + ")";
    return method + "; with fewer than " + std::to_string(static_cast<int>(enough_for_student)) +
           " hits, misses or changed paths they also cover those" + counted + " for half the paths";
}

}  // namespace

std::string error_method(Totals const& totals, bool control_variate) {
    TotalsLayout const& layout = totals.layout();
    int used = 0;
    for (int r = 0; r < layout.n_replicates; ++r)
        used += totals.cold(layout.replicate_paths(r)) > 0 ? 1 : 0;
    return layout.n_replicates == 0 ? of_paths(control_variate)
                                    : of_replicates(layout.n_replicates, used, control_variate);
}

}  // namespace liq::results
