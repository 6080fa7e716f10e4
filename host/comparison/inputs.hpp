/// \file
/// The inputs of a run, in groups that can be exchanged between two runs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::comparison {

/// The groups of inputs:
/// - spot: the price at the start. Levels of events, walls and entry prices do not move with it;
/// - volatility: `[price]`, and the history that a bootstrap draws from;
/// - open_interest: positions, margin tiers, contracts and funds of the snapshot, liquidatable
///   shares, the factor, `cascade.book` and `[book]`;
/// - depth: `[impact]`, walls, the depth table of the snapshot;
/// - rest: everything else that a result depends on (events, horizon, step, monitoring, cascade,
///   waterfall, the history from which moving averages start).
enum class InputGroup : std::size_t { spot, volatility, open_interest, depth, rest };

inline constexpr std::array<InputGroup, 5> input_groups{InputGroup::spot, InputGroup::volatility,
                                                        InputGroup::open_interest,
                                                        InputGroup::depth, InputGroup::rest};

/// The name of a group in JSON and tables.
char const* name_of(InputGroup group);

/// Everything that a run is made from.
struct Inputs {
    scenario::Scenario scenario;
    market::Market market;
};

/// The inputs of a run of a report.
/// \throws Error where the report does not embed the market, or where this version of the program
/// does not accept the scenario
Inputs inputs_of(std::filesystem::path const& report, findings::RunFindings const& run);

/// Makes two inputs comparable: both get the seed of `after`, so that they draw the same random
/// numbers, the same number of independent paths, and the same values of what does not change a
/// result (names, report, limits, targets).
void put_on_common_paths(Inputs& before, Inputs& after, std::uint64_t paths);

/// Replaces one group of `into` by that of `from`.
void take(Inputs& into, Inputs const& from, InputGroup group);

/// The groups in which the two differ.
std::vector<InputGroup> changed_groups(Inputs const& before, Inputs const& after);

}  // namespace liq::comparison
