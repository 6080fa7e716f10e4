/// \file
/// Whether a report has the results that its own inputs give: its runs are repeated from what it
/// embeds, and all values are compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/draws.hpp"
#include "host/batch/part_file.hpp"
#include "host/findings/report.hpp"
#include "host/storage/differences.hpp"

namespace liq::comparison {

/// Runs of a report as a batch that repeats them.
struct Repetition {
    batch::Batch batch;
    /// Of each run of the batch: its index in the report.
    std::vector<std::size_t> index;
    /// The index in the report of the only run that is asked for; nothing: all are.
    std::optional<std::size_t> only;
};

/// The runs of a report, or one of them and its base run, from the scenarios and markets that the
/// report embeds. A file of draws (simulation.price_fit) is looked for beside the report.
/// \param report  as read from `file`, with all its runs
/// \throws Error (Exit::bad_input) if a run was stopped before its end, so that nobody knows which
///     paths it had; if the report does not embed a market; if this version of the program does not
///     accept a scenario
Repetition repetition_of(std::filesystem::path const& file, findings::Report const& report,
                         std::optional<std::size_t> only);

/// What came of a repetition.
struct Verification {
    std::uint64_t paths = 0;  ///< repeated, of all runs
    std::size_t runs = 0;     ///< compared
    /// Values of the report, "expected" those of the repetition.
    std::vector<storage::Difference> differences;
    std::vector<std::string> notes;  ///< what was not compared, and why
};

/// Concludes the repeated runs and compares them with the report: everything but what `run
/// --reproducible` leaves out, embedded markets (whose names are their digests), where a warning
/// says that a key stands, and warnings of keys without effect. Of a report of an older layout what
/// that layout lacks is left out, of one by another version of the program what names the version.
/// \param batch  all of whose runs have ended
/// \param moves  as batch::simulate_draws gives them; empty: no run asks for draws
Verification verify(std::filesystem::path const& file, findings::Report const& report,
                    Repetition const& repeated, batch::Machine const& machine,
                    std::vector<batch::MovesOfRun> const& moves);

/// The result for people, in lines, and as a JSON document.
std::string verification_text(std::filesystem::path const& file, Verification const& result);
std::string verification_json(std::filesystem::path const& file, Verification const& result);

}  // namespace liq::comparison
