/// \file
/// Checks against errors of programmers: what functions of this project promise each other. They
/// are on in debug builds and absent from others, on host and device alike. Errors of users are
/// found by `require` in host/, which is always on.
#pragma once

#include <cassert>

/// What the caller of a function must have made true.
#define LIQ_EXPECT(condition) assert(condition)
