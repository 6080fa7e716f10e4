/// \file
/// What a run was made from, in groups that can be exchanged between two runs.
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

/// - spot: the price at the start. Levels of events, walls and entry prices stay where they are;
/// - volatility: `[price]`, and the history that a bootstrap draws from;
/// - open_interest: positions, margin tiers, contracts and funds of the snapshot, liquidatable
///   shares, the factor, `cascade.book` and `[book]`;
/// - depth: `[impact]`, walls, the snapshot's table;
/// - rest: everything else that a result depends on (events, horizon, step, monitoring, cascade,
///   waterfall, the history that averages begin with).
enum class InputGroup : std::size_t { spot, volatility, open_interest, depth, rest };

inline constexpr std::array<InputGroup, 5> input_groups{InputGroup::spot, InputGroup::volatility,
                                                        InputGroup::open_interest,
                                                        InputGroup::depth, InputGroup::rest};

/// As JSON and tables name it.
char const* name_of(InputGroup group);

struct Inputs {
    scenario::Scenario scenario;
    market::Market market;
};

/// The inputs of a run of a report. \throws Error where the report does not embed the market, or
/// the scenario is of another version of the program
Inputs inputs_of(std::filesystem::path const& report, findings::RunFindings const& run);

/// Makes two inputs comparable: the same seed (that of `after`), so that both draw the same random
/// numbers, as many independent paths, and equal in what does not change a result (names, report,
/// limits, targets).
void put_on_common_paths(Inputs& before, Inputs& after, std::uint64_t paths);

/// Replaces one group of `into` by that of `from`.
void take(Inputs& into, Inputs const& from, InputGroup group);

/// Groups in which the two differ.
std::vector<InputGroup> changed_groups(Inputs const& before, Inputs const& after);

}  // namespace liq::comparison
