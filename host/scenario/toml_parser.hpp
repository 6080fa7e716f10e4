/// \file
/// toml++, compiled from its headers with our own limits. Only document.cpp and value_json.cpp
/// include it.
///
/// The shared library of a Linux distribution would allow 256 levels of nesting and would have to
/// be delivered with the program. On bad input for which an assertion of the parser fails, it would
/// abort, or read invalid memory with NDEBUG. Here such an assertion throws.
#pragma once

namespace liq::scenario::toml_parser {

/// Thrown where an assertion of the parser fails because of its input, such as `[[[`.
struct FailedAssertion {};

[[noreturn]] inline void throw_failed_assertion() {
    throw FailedAssertion{};
}

}  // namespace liq::scenario::toml_parser

#undef NDEBUG
#define TOML_HEADER_ONLY 1
#define TOML_MAX_NESTED_VALUES 16
#define TOML_ASSERT(expr) ((expr) ? void() : ::liq::scenario::toml_parser::throw_failed_assertion())
#include <toml++/toml.h>
