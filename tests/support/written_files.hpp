/// \file
/// Files that tests write as the program does.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "host/findings/report.hpp"
#include "host/report/write_report.hpp"
#include "host/storage/new_file.hpp"
#include "host/storage/output_path.hpp"

namespace liq::test {

/// Puts these bytes at `target`, by way of a NewFile.
inline void write_file(std::filesystem::path const& target, std::span<std::byte const> content) {
    storage::NewFile file(target);
    if (int const error = file.write_at(0, content); error != 0)
        storage::fail_to_write(target, error);
    file.publish();
}

/// Writes a report whose runs are all known.
inline void write_report(std::filesystem::path const& file, findings::Report const& report,
                         bool reproducible) {
    report::ReportFile written(file, reproducible);
    for (findings::ReportedRun run : report.runs) written.add(run);
    written.publish(report);
}

}  // namespace liq::test
