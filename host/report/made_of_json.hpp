/// \file
/// What a snapshot says it was made of, as JSON.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "host/market/made_of.hpp"

namespace liq::report {

/// Null for nothing. `read_as` is what the attribute holds: a list of parts, or null.
/// \param file  of the snapshot, for the message
/// \throws Error(Exit::bad_input) where the attribute is no such list
nlohmann::ordered_json made_of_json(std::optional<market::MadeOf> const& made_of,
                                    std::filesystem::path const& file);

}  // namespace liq::report
