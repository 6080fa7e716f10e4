/// \file
/// Checks against programmer errors: contracts between our own functions. On in debug builds, gone
/// in others, for host and device alike. User errors are `require` (host/errors.hpp) and always on.
#pragma once

#include <cassert>

/// What the caller of a function must have made true.
#define LIQ_EXPECT(condition) assert(condition)
