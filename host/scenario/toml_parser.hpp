/// \file
/// toml++, compiled in with limits of our own; for the two files that read TOML.
///
/// A distribution's shared library would allow 256 levels of nesting, would have to travel with the
/// program, and would abort, or with NDEBUG go astray, where one of its assertions fails on bad
/// input. Here they throw.
#pragma once

namespace liq::scenario::toml_parser {

/// Thrown where the parser asserts what its input does not hold to, `[[[` for one.
struct BrokenAssumption {};

[[noreturn]] inline void break_off() {
    throw BrokenAssumption{};
}

}  // namespace liq::scenario::toml_parser

#undef NDEBUG
#define TOML_HEADER_ONLY 1
#define TOML_MAX_NESTED_VALUES 16
#define TOML_ASSERT(expr) ((expr) ? void() : ::liq::scenario::toml_parser::break_off())
#include <toml++/toml.h>
