/// \file
/// Attributes the change of an outcome between two reports to the inputs that changed: runs are
/// repeated with inputs exchanged, all on the same paths. The older report is called OLD, the newer
/// one NEW.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "host/comparison/inputs.hpp"
#include "host/findings/findings.hpp"
#include "kernels/backend.hpp"

namespace liq::comparison {

/// A difference of probabilities with its paired standard error.
struct Effect {
    double value = findings::not_known;
    double standard_error = findings::not_known;
};

/// How much one group of inputs contributes to the change of an outcome.
struct Contribution {
    InputGroup group{};
    Effect first;  ///< this group is exchanged first: OLD with this group of NEW, less OLD
    Effect last;   ///< this group is exchanged last: NEW, less NEW with this group of OLD
    Effect mean;   ///< of the two, or the one that could be computed
};

/// The change of one outcome, divided among the groups of inputs.
struct OutcomeAttribution {
    std::string event, outcome;
    double before = findings::not_known, after = findings::not_known;  ///< on the common paths
    Effect total;                                                      ///< after less before
    std::vector<Contribution> contributions;  ///< one for each changed group
    /// The total less the means of the contributions: effects of several groups together, and of
    /// exchanges that could not be computed.
    Effect interaction;
};

/// An exchange whose inputs are not a valid run.
struct NotComputable {
    InputGroup group{};
    bool first = false;  ///< true: OLD with this group of NEW; false: NEW with this group of OLD
    std::string reason;
};

/// The attribution for one pair of runs.
struct Attribution {
    std::uint64_t paths = 0;
    std::uint64_t seed = 0;  ///< of NEW
    std::vector<InputGroup> changed;
    std::vector<OutcomeAttribution> outcomes;  ///< outcomes that both runs have
    /// The same of the headline numbers of the desk's positions: `event` is the subject and
    /// `outcome` the statistic of the name.
    std::vector<OutcomeAttribution> portfolio;
    std::vector<NotComputable> not_computable;
};

/// The most paths of a repeated run. The outcomes of every path are kept, one word for each run.
inline constexpr std::uint64_t most_attribution_paths = 10'000'000;
/// The number of paths by default, if both reports have as many.
inline constexpr std::uint64_t attribution_paths = 100'000;

/// Repeats OLD, NEW, OLD with each changed group of NEW (the group first), and NEW with each
/// changed group of OLD (the group last). These are the two extremes of all orders in which groups
/// can be exchanged, and their mean treats both reports alike. The contributions and the
/// interaction add up to the total.
///
/// All runs draw the same random numbers, so the errors of differences are paired. Those of
/// conditional outcomes, which are ratios of means, come from the linearised ratio (Cochran 1977,
/// section 6.4). `added_differing` paths each way are added (estimates.hpp). Numbers of the desk's
/// positions are not known path by path: their errors are those of the same combination of numbers
/// from `n_path_blocks` equal blocks of the paths (batch means), paired in the same way.
/// \param say  called before each run with a text such as "3 of 6: OLD with spot of NEW"
/// \throws Error where OLD or NEW itself cannot be repeated
Attribution attribute(Inputs before, Inputs after, std::uint64_t paths, Backend& backend,
                      std::function<void(std::string const&)> const& say);

}  // namespace liq::comparison
