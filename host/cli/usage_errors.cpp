#include "host/cli/usage_errors.hpp"

#include <CLI/CLI.hpp>

#include "host/errors.hpp"
#include "host/scenario/catalogue.hpp"

namespace liq::cli {
namespace {

/// The last command on the command line; the program itself if there is none.
CLI::App const& named(CLI::App const& program) {
    CLI::App const* app = &program;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().back();
    return *app;
}

/// All options and commands that may follow a command.
std::vector<std::string> words_of(CLI::App const& command) {
    std::vector<std::string> words;
    for (CLI::Option const* option : command.get_options())
        for (std::string const& name : option->get_lnames()) words.push_back("--" + name);
    for (CLI::App const* below : command.get_subcommands([](CLI::App const*) { return true; }))
        words.push_back(below->get_name());
    return words;
}

/// What may be the reason for an empty value.
constexpr char const* empty_variable = ". Is a variable empty that it comes from?";

/// Whether a word has the form of an option: "--quiet", "-o", but not "-1".
bool is_option(std::string const& word) {
    if (word.starts_with("--")) return true;
    return word.size() == 2 && word[0] == '-' && (word[1] < '0' || word[1] > '9');
}

}  // namespace

void require_commands(CLI::App const& program, std::vector<std::string> const& words) {
    CLI::App const* app = &program;
    for (std::string const& word : words) {
        if (word.starts_with("-") || app->get_subcommands({}).empty()) return;
        auto const below = app->get_subcommands(
            [&](CLI::App const* command) { return command->get_name() == word; });
        if (below.empty()) {
            auto const near = scenario::nearest(word, words_of(*app));
            refuse(word + " is not a command" + (near ? ". Did you mean " + *near + "?" : "") +
                   " (see `liqcascade help`)");
        }
        app = below.front();
    }
}

void require_values(std::vector<std::string> const& words) {
    for (std::string const& word : words) {
        if (word == "--") return;
        require(!(word.starts_with("--") && word.find('=') == word.size() - 1),
                word + ": has no value" + empty_variable);
        require(!word.starts_with("-o="),
                word +
                    ": has an equals sign that would be part of the name; accepted: -o FILE or "
                    "--output=FILE");
    }
}

void accept_only_values(CLI::App& program) {
    for (CLI::Option* option : program.get_options([](CLI::Option const*) { return true; })) {
        if (option->get_items_expected_max() == 0) continue;  // a flag
        bool const is_name = option->get_positional();
        // As the first check, so that no other one says less of an empty value.
        option->transform(CLI::Validator(
            [is_name](std::string& value) -> std::string {
                if (value.empty()) return std::string("the value is empty") + empty_variable;
                if (is_name || !is_option(value)) return {};
                return value + " is an option and not a value; a file of this name is ./" + value;
            },
            ""));
    }
    for (CLI::App* command : program.get_subcommands([](CLI::App*) { return true; }))
        accept_only_values(*command);
}

std::string what_is_wrong(CLI::App const& program, CLI::ParseError const& error) {
    CLI::App const& command = named(program);
    std::string full;
    for (auto const* app = &command; app != &program; app = app->get_parent())
        full = app->get_name() + (full.empty() ? "" : " ") + full;
    std::string text = full.empty() ? "" : full + ": ";
    std::vector<std::string> const extra = program.remaining(true);
    if (!extra.empty()) {
        std::string const unknown = extra.front().substr(0, extra.front().find('='));
        auto const near = scenario::nearest(unknown, words_of(command));
        text += unknown + " is not known here" + (near ? ". Did you mean " + *near + "?" : "");
    } else if (&command == &program || !command.get_subcommands({}).empty()) {
        text += "a command is required";
    } else {
        text += error.what();
    }
    return text + " (see `liqcascade " + full + (full.empty() ? "" : " ") + "--help`)";
}

}  // namespace liq::cli
