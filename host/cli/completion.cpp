#include "host/cli/completion.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "host/cli/choices.hpp"
#include "host/cli/command_tree.hpp"
#include "host/cli/results.hpp"
#include "host/errors.hpp"

namespace liq::cli {
namespace {

std::string joined(std::vector<std::string> const& words, std::string_view between) {
    std::string text;
    for (std::string const& word : words) text += (text.empty() ? "" : std::string(between)) + word;
    return text;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

/// What may follow a command that is no value: options, commands, words of an argument.
std::vector<std::string> followers(KnownCommand const& command) {
    std::vector<std::string> words;
    for (KnownCommand const& below : command.below) words.push_back(below.name);
    for (KnownOption const& argument : command.arguments)
        words.insert(words.end(), argument.words.begin(), argument.words.end());
    for (KnownOption const& option : command.options)
        words.insert(words.end(), option.names.begin(), option.names.end());
    return words;
}

bool takes_files(KnownCommand const& command) {
    return std::ranges::any_of(command.arguments, &KnownOption::is_file);
}

/// "a"|"b c"
std::string patterns(std::vector<std::string> const& words) {
    return "\"" + joined(words, "\"|\"") + "\"";
}

/// The lines that complete the value of each option of a command.
std::string bash_values(KnownCommand const& command) {
    std::string lines;
    for (KnownOption const& option : command.options) {
        if (option.value.empty()) continue;
        std::vector<std::string> before;
        for (std::string const& name : option.names) before.push_back(command.path + " " + name);
        lines += "        " + patterns(before) + ") ";
        if (!option.words.empty())
            lines += "words=\"" + joined(option.words, " ") + "\"";
        else
            lines += option.is_file ? "files=yes" : ":";
        lines += " ;;\n";
    }
    return lines;
}

constexpr char const* bash_begin =
    R"(# Completes command lines of liqcascade in bash; `liqcascade completion bash` made it.
_liqcascade() {
    local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD - 1]}"
    local command="" words="" files="" word
    if [ "$current" = "=" ]; then
        current=""
    elif [ "$previous" = "=" ]; then
        previous="${COMP_WORDS[COMP_CWORD - 2]}"
    fi
    for word in "${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
        case "${command:+$command }$word" in
            )";

/// The name in zsh: `'(-o --output)'{-o,--output}'[meaning]:REPORT.h5:_files'`.
std::string zsh_option(KnownOption const& option) {
    std::string const meaning =
        replaced(replaced(replaced(replaced(option.meaning, "'", "'\\''"), "[", "\\["), "]", "\\]"),
                 ":", "\\:");
    std::string const name =
        option.names.size() == 1 ? option.names.front() : "{" + joined(option.names, ",") + "}";
    std::string const alone = option.is_repeated ? "'*'" : "'(" + joined(option.names, " ") + ")'";
    std::string text = alone + name + "'[" + meaning + "]";
    if (!option.value.empty()) {
        text += ":" + replaced(option.value, ":", "\\:") + ":";
        if (!option.words.empty()) text += "(" + joined(option.words, " ") + ")";
        if (option.is_file) text += "_files";
    }
    return text + "'";
}

std::string zsh_command(KnownCommand const& command) {
    std::string text = "        '" + command.path + "') _arguments";
    for (KnownOption const& option : command.options)
        text += " \\\n            " + zsh_option(option);
    for (KnownOption const& argument : command.arguments) {
        std::string what = argument.is_file ? "_files" : "";
        if (!argument.words.empty()) what = "(" + joined(argument.words, " ") + ")";
        text += " \\\n            '*:" + replaced(argument.value, ":", "\\:") + ":" + what + "'";
    }
    if (!command.below.empty()) {
        std::vector<std::string> names;
        for (KnownCommand const& below : command.below) names.push_back(below.name);
        text += " \\\n            '1:command:(" + joined(names, " ") + ")'";
    }
    return text + " ;;\n";
}

/// A text in roff: no character of it is an instruction.
std::string roff(std::string text) {
    text = replaced(replaced(std::move(text), "\\", "\\e"), "-", "\\-");
    return (text.starts_with('.') || text.starts_with('\'')) ? "\\&" + text : text;
}

std::string roff_option(KnownOption const& option) {
    std::string text = ".TP\n.B " + roff(joined(option.names, ", "));
    if (!option.value.empty()) text += " " + roff(option.value);
    return text + "\n" + roff(option.meaning) + ".\n";
}

}  // namespace

std::string bash_completion(CLI::App const& program) {
    KnownCommand const tree = command_tree(program);
    std::vector<std::string> paths;
    std::string values, options;
    for (KnownCommand const* command : all_commands(tree)) {
        if (!command->path.empty()) paths.push_back(command->path);
        values += bash_values(*command);
        options += "        \"" + command->path + "\") words=\"" +
                   joined(followers(*command), " ") + "\"" +
                   (takes_files(*command) ? " files=yes" : "") + " ;;\n";
    }
    return bash_begin + patterns(paths) + R"() command="${command:+$command }$word" ;;
        esac
    done
    case "$command $previous" in
)" + values +
           R"(        *) case "$command" in
)" + options +
           R"(        esac ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    if [ -n "$files" ] && [[ "$current" != -* ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
    fi
}
complete -F _liqcascade liqcascade
)";
}

std::string zsh_completion(CLI::App const& program) {
    KnownCommand const tree = command_tree(program);
    std::vector<std::string> paths;
    std::string cases;
    for (KnownCommand const* command : all_commands(tree)) {
        if (!command->path.empty()) paths.push_back(command->path);
        cases += zsh_command(*command);
    }
    return R"(#compdef liqcascade
# Completes command lines of liqcascade in zsh; `liqcascade completion zsh` made it.
_liqcascade() {
    local command="" word place=1 index=1
    for word in "${(@)words[2,CURRENT-1]}"; do
        index=$((index + 1))
        case "${command:+$command }$word" in
            )" +
           patterns(paths) + R"() command="${command:+$command }$word" place=$index ;;
        esac
    done
    words=("${(@)words[place,-1]}")
    CURRENT=$((CURRENT - place + 1))
    case "$command" in
)" + cases +
           R"(    esac
}
_liqcascade "$@"
)";
}

std::string man_sections(CLI::App const& program) {
    std::string text = ".SH COMMANDS\n";
    KnownCommand const tree = command_tree(program);
    for (KnownCommand const* command : all_commands(tree)) {
        if (command->path.empty()) continue;
        text += ".SS liqcascade " + roff(command->path);
        for (KnownOption const& argument : command->arguments) text += " " + roff(argument.value);
        text += "\n" + roff(command->meaning) + ".\n";
        for (KnownOption const& option : command->options)
            if (std::ranges::find(option.names, "--help") == option.names.end())
                text += roff_option(option);
    }
    std::string footer = program.get_footer();
    std::ranges::replace(footer, '\n', ' ');
    return text + ".SH EXIT STATUS\n" + roff(footer) + "\n";
}

CLI::App& add_completion_command(CLI::App& program, std::string& what) {
    CLI::App& command = *program.add_subcommand(
        "completion", "Print what completes command lines in a shell, or sections of the man page");
    take_one_of(*command.add_option("for", what, "Which shell, or man")->required(),
                {"bash", "zsh", "man"});
    return command;
}

int completion_command(CLI::App const& program, std::string const& what) {
    print_result(what == "bash"  ? bash_completion(program)
                 : what == "zsh" ? zsh_completion(program)
                                 : man_sections(program));
    return static_cast<int>(Exit::done);
}

}  // namespace liq::cli
