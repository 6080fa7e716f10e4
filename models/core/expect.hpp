/// \file
/// Checks against programmer errors: contracts between our own functions. On in debug builds, gone
/// in others, for host and device alike. User errors are `require` (host/errors.hpp) and always on.
#pragma once

#include <cassert>

/// What a caller owes a function.
#define LIQ_EXPECT(condition) assert(condition)
/// What a function owes its caller.
#define LIQ_ENSURE(condition) assert(condition)
