/// \file
/// `liqcascade market build`: a snapshot out of files of exchanges.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "host/building/build.hpp"
#include "host/cli/messages.hpp"

namespace liq::cli {

struct MarketBuildOptions {
    std::string recipe;
    std::string output;  ///< empty: nothing is written
    building::BuildOptions build;
    bool strict = false;
    bool json = false;
};

void add_build_options(CLI::App& command, MarketBuildOptions& options);

/// Builds, prints what was read as what, and writes. Nothing is written if anything is refused.
/// \throws Error(Exit::bad_input) for what does not fit, with --strict also for warnings
int market_build_command(MarketBuildOptions const& options, Messages const& messages);

}  // namespace liq::cli
