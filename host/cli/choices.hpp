/// \file
/// Options whose value is one of several words. Only for files that use CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace liq::cli {

/// Restricts an option to these words, which the help shows as `a|b|c`.
void take_one_of(CLI::Option& option, std::vector<std::string> const& words);

/// Adds an option whose value is one of a few words, in the order of an enumeration.
template <class Enum, std::size_t N>
void add_choice(CLI::App& command, char const* name, Enum& value, char const* const (&words)[N],
                char const* meaning) {
    std::vector<std::string> const known(words, words + N);
    auto const choose = [known, &value](std::string const& word) {
        value = static_cast<Enum>(std::ranges::find(known, word) - known.begin());
    };
    command.add_option_function<std::string>(name, choose, meaning)
        ->check(CLI::IsMember(known))
        ->type_name("WORD");
}

/// The words that `--instructions` accepts.
std::vector<std::string> instruction_sets();

}  // namespace liq::cli
