/// \file
/// Which of the inputs that changed moved an outcome, and by how much: the run is repeated with
/// inputs exchanged, all on the same paths.
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

/// The part of one group of inputs in the change of an outcome.
struct Contribution {
    InputGroup group{};
    Effect first;  ///< before everything else: OLD with this group of NEW, less OLD
    Effect last;   ///< after everything else: NEW, less NEW with this group of OLD
    Effect mean;   ///< of the two; of the one that could be computed
};

struct OutcomeAttribution {
    std::string event, outcome;
    double before = findings::not_known, after = findings::not_known;  ///< of the common paths
    Effect total;                                                      ///< after less before
    std::vector<Contribution> contributions;                           ///< one a changed group
    /// The total less the means of the contributions: what groups do only together, and what could
    /// not be computed.
    Effect interaction;
};

/// An exchange that is no valid run.
struct NotComputable {
    InputGroup group{};
    bool first = false;  ///< OLD with this group of NEW; else NEW with this group of OLD
    std::string reason;
};

struct Attribution {
    std::uint64_t paths = 0;
    std::uint64_t seed = 0;  ///< of NEW
    std::vector<InputGroup> changed;
    std::vector<OutcomeAttribution> outcomes;  ///< those that both runs have
    std::vector<NotComputable> not_computable;
};

/// Most paths of a repeated run; what every path did is kept, a word a run.
inline constexpr std::uint64_t most_attribution_paths = 10'000'000;
/// Paths unless told otherwise, where the reports have as many.
inline constexpr std::uint64_t attribution_paths = 100'000;

/// Repeats OLD, NEW, OLD with each changed group of NEW (each input alone), and NEW with each
/// changed group of OLD (each input last): the two ends of all orders in which inputs can be
/// exchanged, whose mean treats both reports alike. The contributions and the interaction add up to
/// the total.
///
/// All runs draw the same random numbers, so differences have paired errors: of a ratio of means
/// (conditional outcomes) by its linearisation (Cochran 1977, section 6.4), with two differing
/// paths each way more than were seen (estimates.hpp).
/// \param say  told before each run: "3 of 6: OLD with spot of NEW"
/// \throws Error where OLD or NEW itself cannot be repeated
Attribution attribute(Inputs before, Inputs after, std::uint64_t paths, Backend& backend,
                      std::function<void(std::string const&)> const& say);

}  // namespace liq::comparison
