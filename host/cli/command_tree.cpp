#include "host/cli/command_tree.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace liq::cli {
namespace {

std::vector<std::string> parts_of(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto const end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        text = end == text.npos ? "" : text.substr(end + 1);
    }
    return parts;
}

/// The words between which a value chooses: `a|b|c` or `WORD:{a,b,c}`.
std::vector<std::string> words_of(std::string const& value) {
    auto const open = value.find('{'), close = value.find('}');
    if (open != value.npos && close != value.npos && open < close)
        return parts_of(std::string_view(value).substr(open + 1, close - open - 1), ',');
    bool const small = std::ranges::all_of(
        value, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '|'; });
    if (!small || value.find('|') == value.npos) return {};
    return parts_of(value, '|');
}

/// Files are shown as NAME.h5, NAME.toml or FILE.
bool is_file(std::string const& value) {
    return value.find("FILE") != value.npos ||
           (value.find('.') != value.npos && value.find('.') < value.find("..."));
}

KnownOption known(CLI::Option const& option) {
    KnownOption result;
    for (std::string const& name : option.get_snames()) result.names.push_back("-" + name);
    for (std::string const& name : option.get_lnames()) result.names.push_back("--" + name);
    bool const flag = option.get_items_expected_max() == 0;
    result.value = flag ? "" : option.get_type_name();
    result.words = words_of(result.value);
    if (!result.words.empty()) {
        result.value.clear();
        for (std::string const& word : result.words)
            result.value += (result.value.empty() ? "" : "|") + word;
    }
    result.meaning = option.get_description();
    result.is_file = is_file(result.value);
    result.is_repeated = option.get_items_expected_max() > 1;
    return result;
}

}  // namespace

KnownCommand command_tree(CLI::App const& program) {
    KnownCommand tree;
    tree.meaning = program.get_description();
    for (CLI::Option const* option : program.get_options()) {
        KnownOption found = known(*option);
        auto& into = found.names.empty() ? tree.arguments : tree.options;
        into.push_back(std::move(found));
    }
    for (CLI::App const* below : program.get_subcommands([](CLI::App const*) { return true; })) {
        KnownCommand command = command_tree(*below);
        command.name = command.path = below->get_name();
        tree.below.push_back(std::move(command));
    }
    // The paths of what is two below have been set without this level.
    for (KnownCommand& command : tree.below)
        for (KnownCommand& second : command.below) second.path = command.path + " " + second.path;
    return tree;
}

std::vector<KnownCommand const*> all_commands(KnownCommand const& tree) {
    std::vector<KnownCommand const*> all{&tree};
    for (KnownCommand const& command : tree.below)
        for (KnownCommand const* found : all_commands(command)) all.push_back(found);
    return all;
}

}  // namespace liq::cli
