/// \file
/// How many cores this process may keep busy.
#pragma once

#include <filesystem>
#include <optional>

namespace liq {

/// The cores that this process may run on, but no more than the quota of its control groups pays
/// for: a job of 4 cores on a machine of 64 gets 4, and so does a container that may use 4 seconds
/// of processor time each second. At least 1. Reads the system's files at each call.
int usable_cores();

/// The cores that the tightest quota on the way from the process's control group up to the root
/// pays for, rounded up; nothing where no group has a quota. Of both versions of control groups.
/// \param root  stands before every path that is read; "/" on a real system
std::optional<int> cores_of_quota(std::filesystem::path const& root);

}  // namespace liq
